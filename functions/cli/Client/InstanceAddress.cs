using System.Text.Json.Serialization;

namespace Ham4Db.Cli.Client;

/// <summary>Host and port of an instance.</summary>
/// <param name="Host">Host name or address, without brackets.</param>
/// <param name="Port">TCP port.</param>
[JsonConverter(typeof(InstanceAddressConverter))]
internal sealed record InstanceAddress(string Host, int Port)
{
    /// <summary>It names an instance; the older interfaces write an empty host where there is none.</summary>
    [JsonIgnore]
    public bool IsGiven => Host.Length > 0 && Host != "_" && Port > 0;

    /// <summary>The two parts that it has in an API path.</summary>
    [JsonIgnore]
    public IEnumerable<string> Parts => [Host, Port.ToString()];

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
