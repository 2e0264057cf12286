namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>The first Ham4DB's service, which knows neither TLS nor credentials: a port of its own, closed unless it is asked for.</summary>
internal sealed record OriginalOptions
{
    /// <summary>0: off. The first Ham4DB's server calls 15000, and the next for HTTP.</summary>
    public int Port { get; init; }

    /// <summary>Addresses that may call it: the only thing that it can be protected by.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>It may change the database, not only look.</summary>
    public bool Actions { get; init; }
}
