namespace Ham4Db.Functions.Clusters;

/// <summary>A primary that lost its role. Until it has rejoined it is made read-only whenever it is seen writable.</summary>
public sealed record DemotedInstance
{
    /// <summary>Its address.</summary>
    public required InstanceKey Key { get; init; }

    /// <summary>Its server id, by which MySQL's and MariaDB's servers are still told when their address has changed; may be empty.</summary>
    public string ServerId { get; init; } = "";

    /// <summary>The recovery that demoted it.</summary>
    public required string RecoveryUid { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What the new primary had when it was promoted; empty when unknown.</summary>
    public string PromotedAt { get; init; } = "";

    /// <summary>Transactions that it has and the new primary lacks; null while unknown, empty for none.</summary>
    public string? ErrantGtidSet { get; init; }

    /// <summary>Without GTIDs, in words what it has in its binary log and the new primary lacks; empty for nothing and while unknown.</summary>
    public string OwnLog { get; init; } = "";

    /// <summary>Why it has not rejoined; empty while nothing was tried.</summary>
    public string Problem { get; init; } = "";

    /// <summary>It passed on every transaction before it acknowledged it: what it alone has from before its end, nobody was told of. As far as its settings say; a session may ask for less.</summary>
    public bool WasLossless { get; init; }

    /// <summary>It was stopped to be set back, and that is gone on with though it does not answer.</summary>
    public bool IsBegun { get; init; }

    /// <summary>It is not set back by itself: a person has to see what would be discarded, and to ask for it.</summary>
    public bool AwaitsDecision { get; init; }

    /// <summary>The decision of a person to set it back whatever it alone has; empty for none.</summary>
    public string ApprovalUid { get; init; } = "";

    /// <summary>It has transactions of its own and cannot rejoin without a person's decision.</summary>
    public bool IsInvalidated => !string.IsNullOrEmpty(ErrantGtidSet) || OwnLog.Length > 0;

    /// <summary>Whether <paramref name="snapshot"/> shows this server.</summary>
    public bool Matches(InstanceSnapshot snapshot) =>
        snapshot.Key == Key || (Key.Engine == DatabaseEngine.MySql && ServerId.Length > 0 && snapshot.ServerId == ServerId);
}
