using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql;

/// <summary>
/// Settings of the MySQL and MariaDB engine. Each query is one statement without parameters; the first column of its first row counts,
/// and a query that fails on a server never fails the probe.
/// </summary>
public sealed record MySqlEngineOptions
{
    /// <summary>Account of the manager on every server, unless <see cref="AccountFor"/> gives another.</summary>
    public string User { get; init; } = "";

    /// <summary>Password of <see cref="User"/>.</summary>
    public string Password { get; init; } = "";

    /// <summary>Gives the account for one instance; null, or null from it, means <see cref="User"/> and <see cref="Password"/>.</summary>
    public Func<InstanceKey, MySqlAccount?>? AccountFor { get; init; }

    /// <summary>Says why an address may not be contacted, or null when it may. Asked before every connection, so that credentials never leave the allow-list.</summary>
    public Func<InstanceKey, string?>? RefusalFor { get; init; }

    /// <summary>Gives the address under which replicas are to find a source; null, where it is their own. Throws <see cref="Core.Ports.InstanceOperationException"/> for one that leads elsewhere.</summary>
    public Func<InstanceKey, CancellationToken, ValueTask<InstanceKey>>? ReplicationAddress { get; init; }

    /// <summary>Bound for connecting and logging in.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bound for one change on a server; a server that needs longer counts as gone.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Encryption of connections.</summary>
    public TlsMode TlsMode { get; init; } = TlsMode.Preferred;

    /// <summary>File with trusted authorities (PEM); empty for the machine's own.</summary>
    public string TlsCaFile { get; init; } = "";

    /// <summary>File with our client certificate (PEM); empty for none.</summary>
    public string TlsCertificateFile { get; init; } = "";

    /// <summary>File with the key of our client certificate (PEM); empty for none.</summary>
    public string TlsKeyFile { get; init; } = "";

    /// <summary>
    /// Believes the public key that a server sends over a plain connection, to encrypt the password for caching_sha2_password with it. Off, because
    /// anyone in between can send a key of his own; MySQL 8 and later have TLS on by themselves and need this only where it was switched off.
    /// </summary>
    public bool AllowPublicKeyRetrieval { get; init; }

    /// <summary>Lag in seconds, better than the server's own count.</summary>
    public string ReplicationLagQuery { get; init; } = "";

    /// <summary>Alias of the instance's cluster.</summary>
    public string DetectClusterAliasQuery { get; init; } = "";

    /// <summary>Domain of the instance's cluster.</summary>
    public string DetectClusterDomainQuery { get; init; } = "";

    /// <summary>Alias of the instance.</summary>
    public string DetectInstanceAliasQuery { get; init; } = "";

    /// <summary>Promotion rule: must, prefer, neutral, prefer_not or must_not.</summary>
    public string DetectPromotionRuleQuery { get; init; } = "";

    /// <summary>Data centre.</summary>
    public string DetectDataCenterQuery { get; init; } = "";

    /// <summary>Region.</summary>
    public string DetectRegionQuery { get; init; } = "";

    /// <summary>Physical environment.</summary>
    public string DetectPhysicalEnvironmentQuery { get; init; } = "";

    /// <summary>Priority for semi-synchronous replication; 0 is always asynchronous.</summary>
    public string DetectSemiSyncEnforcedQuery { get; init; } = "";

    /// <summary>Whether Pseudo-GTID entries are written: 1 says so.</summary>
    public string DetectPseudoGtidQuery { get; init; } = "";

    /// <summary>User and password of replication, as the first two columns of the first row.</summary>
    public string ReplicationCredentialsQuery { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the data centre; the query is stronger.</summary>
    public string DataCenterPattern { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the region; the query is stronger.</summary>
    public string RegionPattern { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the physical environment; the query is stronger.</summary>
    public string PhysicalEnvironmentPattern { get; init; } = "";

    /// <summary>Finds replicas by what they registered (SHOW REPLICAS) first; otherwise by the process list alone.</summary>
    public bool DiscoverByShowSlaveHosts { get; init; } = true;

    /// <summary>Asks each server whether it is MaxScale's binary log router; without it only the version tells.</summary>
    public bool DetectBinlogServers { get; init; }

    /// <summary>Uses super_read_only where the server has it.</summary>
    public bool UseSuperReadOnly { get; init; } = true;

    /// <summary>Where the name that a server calls itself by is taken from.</summary>
    public HostNameMethod HostNameMethod { get; init; } = HostNameMethod.HostName;
}
