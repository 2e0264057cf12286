using Ham4Db.Engines.PostgreSql;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosting;

/// <summary>Turns the configuration into the options of the PostgreSQL engine.</summary>
public static class PostgreSqlEngineSettings
{
    /// <summary>Options of the engine; addresses outside <paramref name="allowed"/> are refused before anything is sent to them.</summary>
    public static PostgreSqlEngineOptions From(Ham4DbOptions options, AllowList allowed) => new()
    {
        User = options.PostgreSQLTopologyUser,
        Password = options.PostgreSQLTopologyPassword,
        Database = options.PostgreSQLTopologyDatabase,
        SslMode = options.PostgreSQLTopologySSLMode,
        RootCertificateFile = options.PostgreSQLTopologySSLCAFile,
        RefusalFor = key => allowed.Refuse(key.Host, key.Port),
        ConnectTimeout = TimeSpan.FromSeconds(options.MySQLConnectTimeoutSeconds),
        DataCenterPattern = options.DataCenterPattern,
        RegionPattern = options.RegionPattern,
        PhysicalEnvironmentPattern = options.PhysicalEnvironmentPattern,
    };
}
