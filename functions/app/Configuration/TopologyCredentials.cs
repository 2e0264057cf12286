namespace Ham4Db.Functions.Configuration;

/// <summary>An account for the servers that a pattern chooses: one item of <see cref="Ham4DbOptions.MySQLTopologyCredentials"/>.</summary>
public sealed record TopologyCredentials
{
    /// <summary>An address, or a pattern that is searched in <c>host:port</c>.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>User; loaded options carry that of <see cref="File"/> here.</summary>
    public string User { get; init; } = "";

    /// <summary>Password; loaded options carry that of <see cref="File"/> here.</summary>
    public string Password { get; init; } = "";

    /// <summary>A my.cnf file whose section <c>[client]</c> gives both; empty for none.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether it is meant for an instance.</summary>
    public bool Matches(InstanceKey key) => HostFilters.Matches([Pattern], key.Host, key.Port);

    /// <summary>The pattern alone.</summary>
    public override string ToString() => $"{Pattern} (account hidden)";
}
