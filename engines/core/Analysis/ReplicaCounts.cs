namespace Ham4Db.Core.Analysis;

/// <summary>Numbers about the direct replicas of an instance.</summary>
public sealed record ReplicaCounts
{
    /// <summary>All of them.</summary>
    public int Replicas { get; init; }

    /// <summary>Those whose latest probe succeeded.</summary>
    public int Valid { get; init; }

    /// <summary>Valid ones with both threads running.</summary>
    public int Replicating { get; init; }

    /// <summary>Valid ones whose receiver is connected to the instance, whatever their applier does.</summary>
    public int Connected { get; init; }

    /// <summary>Valid ones that cannot connect to the instance.</summary>
    public int FailingToConnect { get; init; }

    /// <summary>Those that lag more than is reasonable.</summary>
    public int Lagging { get; init; }

    /// <summary>Those with a configured delay.</summary>
    public int Delayed { get; init; }

    /// <summary>Downtimed ones.</summary>
    public int Downtimed { get; init; }

    /// <summary>Those that log what they replicate.</summary>
    public int Logging { get; init; }

    /// <summary>Logging ones with STATEMENT format.</summary>
    public int StatementBased { get; init; }

    /// <summary>Logging ones with MIXED format.</summary>
    public int Mixed { get; init; }

    /// <summary>Logging ones with ROW format.</summary>
    public int RowBased { get; init; }

    /// <summary>Distinct major versions among the logging ones.</summary>
    public int LoggingMajorVersions { get; init; }

    /// <summary>Those with semi-synchronous replication switched on.</summary>
    public int SemiSyncEnabled { get; init; }
}
