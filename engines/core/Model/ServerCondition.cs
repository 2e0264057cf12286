namespace Ham4Db.Core.Model;

/// <summary>What a server's own tools say of it beyond what replication shows (openGauss).</summary>
public sealed record ServerCondition
{
    /// <summary>What it comes to.</summary>
    public ServerState State { get; init; }

    /// <summary>The role as it calls it, such as <c>Cascade Standby</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary>The state and its reason in its own words, such as <c>Need repair (WAL segment removed)</c>.</summary>
    public string Words { get; init; } = "";

    /// <summary>Timeline of its control file; 0 while unknown. A standby's may be an old one.</summary>
    public long Timeline { get; init; }

    /// <summary>It receives from another standby, and must become a standby before it can be promoted.</summary>
    public bool IsCascade { get; init; }

    /// <summary>Who else decides over the roles of its cluster, so that it is observed only; empty for nobody.</summary>
    public string ManagedBy { get; init; } = "";
}
