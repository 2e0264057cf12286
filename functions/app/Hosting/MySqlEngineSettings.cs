using Ham4Db.Engines.MySql;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosting;

/// <summary>Turns the configuration into the options of the MySQL engine.</summary>
public static class MySqlEngineSettings
{
    /// <summary>Options of the engine; addresses outside <paramref name="allowed"/> are refused before anything is sent to them.</summary>
    public static MySqlEngineOptions From(Ham4DbOptions options, AllowList allowed) => new()
    {
        User = options.MySQLTopologyUser,
        Password = options.MySQLTopologyPassword,
        AccountFor = key => options.MySQLTopologyCredentials.FirstOrDefault(account => account.Matches(key)) is { } own ? new MySqlAccount(own.User, own.Password) : null,
        RefusalFor = key => allowed.Refuse(key.Host, key.Port),
        ConnectTimeout = TimeSpan.FromSeconds(options.MySQLConnectTimeoutSeconds),
        OperationTimeout = TimeSpan.FromSeconds(options.MySQLTopologyReadTimeoutSeconds),
        TlsMode = Tls(options),
        TlsCaFile = options.MySQLTopologySSLCAFile,
        TlsCertificateFile = options.MySQLTopologySSLCertFile,
        TlsKeyFile = options.MySQLTopologySSLPrivateKeyFile,
        ReplicationLagQuery = options.ReplicationLagQuery,
        DetectClusterAliasQuery = options.DetectClusterAliasQuery,
        DetectClusterDomainQuery = options.DetectClusterDomainQuery,
        DetectInstanceAliasQuery = options.DetectInstanceAliasQuery,
        DetectPromotionRuleQuery = options.DetectPromotionRuleQuery,
        DetectDataCenterQuery = options.DetectDataCenterQuery,
        DetectRegionQuery = options.DetectRegionQuery,
        DetectPhysicalEnvironmentQuery = options.DetectPhysicalEnvironmentQuery,
        DetectSemiSyncEnforcedQuery = options.DetectSemiSyncEnforcedQuery,
        DetectPseudoGtidQuery = options.AutoPseudoGTID ? "" : options.DetectPseudoGTIDQuery,
        ReplicationCredentialsQuery = options.ReplicationCredentialsQuery,
        DataCenterPattern = options.DataCenterPattern,
        RegionPattern = options.RegionPattern,
        PhysicalEnvironmentPattern = options.PhysicalEnvironmentPattern,
        DiscoverByShowSlaveHosts = options.DiscoverByShowSlaveHosts,
        UseSuperReadOnly = options.UseSuperReadOnly,
        DetectBinlogServers = !options.SkipMaxScaleCheck,
        HostNameMethod = options.MySQLHostnameResolveMethod switch
        {
            "none" => HostNameMethod.None,
            "@@report_host" => HostNameMethod.ReportHost,
            _ => HostNameMethod.HostName,
        },
    };

    private static TlsMode Tls(Ham4DbOptions options) => options switch
    {
        { MySQLTopologySSLCAFile.Length: > 0, MySQLTopologySSLSkipVerify: false } => TlsMode.VerifyHost,
        { MySQLTopologyUseMutualTLS: true } => TlsMode.Required,
        { MySQLTopologyUseMixedTLS: true } => TlsMode.Preferred,
        _ => TlsMode.Disabled,
    };
}
