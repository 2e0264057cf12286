using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>The instance beside the agent.</summary>
internal sealed record DatabaseOptions
{
    public Engine Engine { get; init; } = Engine.Opengauss;

    public string DataFolder { get; init; } = "";

    /// <summary>Where its programs are; empty: in PATH.</summary>
    public string BinFolder { get; init; } = "";

    /// <summary>That clients reach it at.</summary>
    public int Port { get; init; }

    /// <summary>Of its Unix socket; empty: as postmaster.pid says.</summary>
    public string SocketFolder { get; init; } = "";

    /// <summary>Account of the database for questions, checkpoints and pg_rewind; empty: that of the system.</summary>
    public string ManagerUser { get; init; } = "";

    /// <summary>Account that standbys stream as.</summary>
    public string ReplicationUser { get; init; } = "";

    /// <summary>Passwords, in the form of libpq's .pgpass; they are in no argument of any program. Empty: libpq's own.</summary>
    public string PassFile { get; init; } = "";

    /// <summary>Where a PostgreSQL that the agent starts writes its log; empty: <c>postgresql.log</c> in the state folder.</summary>
    public string LogFile { get; init; } = "";

    /// <summary>Files of the data folder that are this node's own, and stay when it is built from another.</summary>
    public IReadOnlyList<string> KeepFiles { get; init; } = ["postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf"];

    /// <summary>Who else decides over roles; unknown: it is found out.</summary>
    public ClusterManager Manager { get; init; }

    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ActionTimeout { get; init; } = TimeSpan.FromSeconds(90);

    public TimeSpan BuildTimeout { get; init; } = TimeSpan.FromHours(24);
}
