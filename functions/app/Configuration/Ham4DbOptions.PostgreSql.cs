namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Account on the PostgreSQL servers that are managed. Default none.</summary>
    public string PostgreSQLTopologyUser { get; init; } = "";

    /// <summary>Its password. Default none.</summary>
    [OptionRule(Secret = true)]
    public string PostgreSQLTopologyPassword { get; init; } = "";

    /// <summary>Database that the manager connects to on PostgreSQL servers; it touches nothing in it. Default postgres.</summary>
    public string PostgreSQLTopologyDatabase { get; init; } = "postgres";

    /// <summary>Encryption towards PostgreSQL servers, as libpq names it. Default prefer.</summary>
    [OptionRule(Allowed = ["disable", "prefer", "require", "verify-ca", "verify-full"])]
    public string PostgreSQLTopologySSLMode { get; init; } = "prefer";

    /// <summary>PEM file of the authorities that PostgreSQL servers' certificates are checked against. Default none: the machine's own.</summary>
    [OptionRule(File = true)]
    public string PostgreSQLTopologySSLCAFile { get; init; } = "";

    /// <summary>Account that a former PostgreSQL primary replicates with, where no standby of its cluster tells one. Default none.</summary>
    public string PostgreSQLReplicationUser { get; init; } = "";

    /// <summary>Its password. Default none.</summary>
    [OptionRule(Secret = true)]
    public string PostgreSQLReplicationPassword { get; init; } = "";
}
