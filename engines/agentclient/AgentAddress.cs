namespace Ham4Db.Agents;

/// <summary>Where the agent of an instance is.</summary>
/// <param name="Host">Host name or address, without brackets.</param>
/// <param name="Port">Its port for gRPC.</param>
/// <param name="UsesTls">Whether it is spoken to over TLS.</param>
/// <param name="IsLive">Whether it has made itself heard of late. One that has not is asked all the same: it may have lost its way to us only.</param>
public sealed record AgentAddress(string Host, int Port, bool UsesTls, bool IsLive = true)
{
    /// <summary><c>host:port</c>, with brackets around an IPv6 host.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
