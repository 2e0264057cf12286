namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Account on the MySQL and MariaDB servers that are managed. Default none.</summary>
    public string MySQLTopologyUser { get; init; } = "";

    /// <summary>Its password. Default none.</summary>
    [OptionRule(Secret = true)]
    public string MySQLTopologyPassword { get; init; } = "";

    /// <summary>A my.cnf file whose <c>[client]</c> section gives user and password in place of the two keys above. Default none.</summary>
    [OptionRule(File = true)]
    public string MySQLTopologyCredentialsConfigFile { get; init; } = "";

    /// <summary>
    /// Other accounts for some servers: a list of <c>{"Pattern": …, "User": …, "Password": …}</c>, or with <c>"File"</c>, a my.cnf file, in place of user and password.
    /// A pattern is an address or is searched in <c>host:port</c>; the first item that matches counts. Default none.
    /// </summary>
    [OptionRule(Secret = true)]
    public IReadOnlyList<TopologyCredentials> MySQLTopologyCredentials { get; init; } = [];

    /// <summary>PEM file of the authorities that servers' certificates are checked against; with it every connection is encrypted and checked. Default none.</summary>
    [OptionRule(File = true)]
    public string MySQLTopologySSLCAFile { get; init; } = "";

    /// <summary>PEM file of the certificate that we show. Default none.</summary>
    [OptionRule(File = true)]
    public string MySQLTopologySSLCertFile { get; init; } = "";

    /// <summary>PEM file of its private key. Default none.</summary>
    [OptionRule(File = true)]
    public string MySQLTopologySSLPrivateKeyFile { get; init; } = "";

    /// <summary>Accept any certificate of a server, the authorities' file notwithstanding. Default false.</summary>
    public bool MySQLTopologySSLSkipVerify { get; init; }

    /// <summary>Always use TLS and show our certificate. Default false.</summary>
    public bool MySQLTopologyUseMutualTLS { get; init; }

    /// <summary>Use TLS with the servers that offer it and none with the others; false, without mutual TLS and authorities, is no TLS at all. Default true.</summary>
    public bool MySQLTopologyUseMixedTLS { get; init; } = true;

    /// <summary>Seconds to wait for a connection. Default 2.</summary>
    [OptionRule(Min = 1, Max = 300, Alias = "ConnectTimeoutSeconds")]
    public int MySQLConnectTimeoutSeconds { get; init; } = 2;

    /// <summary>Seconds to wait for a probe's answer. Default 10.</summary>
    [OptionRule(Min = 1, Max = 3600)]
    public int MySQLDiscoveryReadTimeoutSeconds { get; init; } = 10;

    /// <summary>Seconds to wait for the answer to a change, such as a stop of replication. Default 600.</summary>
    [OptionRule(Min = 1, Max = 86_400)]
    public int MySQLTopologyReadTimeoutSeconds { get; init; } = 600;

    /// <summary>Query on an instance that returns the user and password that replicas connect with. Default none: the server's own record is read where it keeps one.</summary>
    [OptionRule(Secret = true)]
    public string ReplicationCredentialsQuery { get; init; } = "";

    /// <summary>Replication account that is given to a former primary that has none of its own. Default none.</summary>
    public string MySQLReplicationUser { get; init; } = "";

    /// <summary>Its password. Default none.</summary>
    [OptionRule(Secret = true)]
    public string MySQLReplicationPassword { get; init; } = "";

    /// <summary>Set super_read_only wherever read_only is set, on servers that have it. Default true; orchestrator's is false, which leaves privileged accounts able to write to a fenced primary.</summary>
    public bool UseSuperReadOnly { get; init; } = true;
}
