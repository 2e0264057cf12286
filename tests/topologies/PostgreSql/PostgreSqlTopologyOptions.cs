namespace Ham4Db.Topologies.PostgreSql;

/// <summary>What to start.</summary>
public sealed record PostgreSqlTopologyOptions
{
    /// <summary>Who streams from whom; node i is called n1, n2, ...</summary>
    public TopologyLayout Layout { get; init; } = new([-1, 0, 0, 1]);

    /// <summary>The first primary's synchronous_standby_names, such as <c>ANY 1 (n2, n3)</c>; empty: asynchronous. Any node that is promoted has none, unless it is set there.</summary>
    public string SynchronousStandbyNames { get; init; } = "";

    /// <summary>Every standby streams through a slot of its own name at the first primary or at its source.</summary>
    public bool UseSlots { get; init; }

    /// <summary>Each node listens on an address of its own, 127.0.0.11 and up; else all on 127.0.0.1.</summary>
    public bool SeparateAddresses { get; init; }

    /// <summary>Further lines of each node's postgresql.conf.</summary>
    public IReadOnlyList<string> ExtraSettings { get; init; } = [];

    /// <summary>An empty or missing folder for data and logs, removed on dispose; null chooses one in memory or temp.</summary>
    public string? Folder { get; init; }

    /// <summary>Told one sentence per step that takes noticeable time.</summary>
    public IProgress<string>? Progress { get; init; }
}
