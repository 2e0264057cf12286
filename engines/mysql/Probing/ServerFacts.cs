namespace Ham4Db.Engines.MySql.Probing;

/// <summary>
/// What one server says rarely changes, learned by the first probe of a connection and again each minute: asking for it costs the server
/// more than all the rest of a probe together (SHOW VARIABLES and SHOW STATUS build a table of everything first).
/// </summary>
internal sealed record ServerFacts
{
    /// <summary>How long facts are believed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>When they were learned.</summary>
    public required DateTimeOffset LearnedAt { get; init; }

    /// <summary>Which of <see cref="ProbeStatements.OptionalVariables"/> the server has.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Seconds since the server started, at <see cref="LearnedAt"/>.</summary>
    public long UptimeSeconds { get; init; }

    /// <summary>Either side of semi-synchronous replication is on, so that its state is worth asking for.</summary>
    public bool HasSemiSync { get; init; }

    /// <summary>Commits may wait for acknowledgements.</summary>
    public bool IsSemiSyncSource { get; init; }

    /// <summary>The server is a member of a Galera cluster.</summary>
    public bool HasGalera { get; init; }

    /// <summary>MariaDB: position before the oldest binary log.</summary>
    public string PurgedGtidSet { get; init; } = "";

    /// <summary>Whether the server's own record of replication credentials can be read.</summary>
    public bool CanReadCredentials { get; init; }
}
