using Ham4Db.Core.Model;

namespace Ham4Db.Engines.PostgreSql;

/// <summary>Settings of the PostgreSQL engine.</summary>
public sealed record PostgreSqlEngineOptions
{
    /// <summary>Account of the manager on every server.</summary>
    public string User { get; init; } = "";

    /// <summary>Password of <see cref="User"/>.</summary>
    public string Password { get; init; } = "";

    /// <summary>Database that the manager connects to; it touches nothing in it.</summary>
    public string Database { get; init; } = "postgres";

    /// <summary>Says why an address may not be contacted, or null when it may. Asked before every connection, so that credentials never leave the allow-list.</summary>
    public Func<InstanceKey, string?>? RefusalFor { get; init; }

    /// <summary>Bound for connecting and logging in.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bound for one change on a server; a server that needs longer counts as gone.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Encryption of connections, as libpq names it: disable, prefer, require, verify-ca, verify-full.</summary>
    public string SslMode { get; init; } = "prefer";

    /// <summary>File with trusted authorities (PEM); empty for the machine's own.</summary>
    public string RootCertificateFile { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the data centre.</summary>
    public string DataCenterPattern { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the region.</summary>
    public string RegionPattern { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the physical environment.</summary>
    public string PhysicalEnvironmentPattern { get; init; } = "";
}
