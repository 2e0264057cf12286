using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations;

/// <summary>The user's rules for operations, and what the store knows. Patterns are decided by the caller: core gets their outcome.</summary>
public sealed record OperationPolicy
{
    /// <summary>Rules about who may replicate from whom, and the lag that is reasonable.</summary>
    public RecoveryPolicy Replication { get; init; } = new();

    /// <summary>The instances that the request's pattern chooses; null for all.</summary>
    public IReadOnlySet<InstanceKey>? Chosen { get; init; }

    /// <summary>Positions of different instances that are known to be the same place.</summary>
    public IReadOnlyList<PositionEquivalence> Equivalences { get; init; } = [];

    /// <summary>What Pseudo-GTID entries look like is known.</summary>
    public bool IsPseudoGtidConfigured { get; init; }

    /// <summary>The GTID of the transaction that the instance's applier stopped at; null when unknown, and where the operation does not ask for it.</summary>
    public string? FailedTransaction { get; init; }

    /// <summary>What stands against copying whole servers from or to an instance, as a sentence without a full stop; only where the operation asks for it.</summary>
    public IReadOnlyDictionary<InstanceKey, string> CloneObjections { get; init; } = new Dictionary<InstanceKey, string>();

    /// <summary>Whether the request's pattern chooses an instance.</summary>
    public bool Chooses(InstanceKey key) => Chosen is null || Chosen.Contains(key);
}
