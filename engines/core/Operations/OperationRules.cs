using Ham4Db.Core.Operations.Methods;
using Ham4Db.Core.Operations.Rules;

namespace Ham4Db.Core.Operations;

/// <summary>The table of all operations.</summary>
public static class OperationRules
{
    /// <summary>One rule for each kind.</summary>
    public static IReadOnlyList<IOperationRule> All { get; } =
    [
        new RelocateRule(),
        new RelocateReplicasRule(),
        new RegroupRule("regroup-replicas", "Choose the best replica of an instance, dead or alive, and move the others below it.", MoveMethods.All),
        new RegroupRule("regroup-replicas-gtid", "As regroup-replicas, by GTID only.", [MoveMethods.Gtid]),
        new MoveUpRule(),
        new MoveUpReplicasRule(),
        new MoveBelowRule(),
        new MoveByGtidRule(),
        new MoveReplicasByGtidRule(),
        new MoveEquivalentRule(),
        new RepointRule(),
        new RepointReplicasRule(),
        new TakeSiblingsRule(),
        new TakePrimaryRule(),
        new MakeCoPrimaryRule(),
        new MatchRule(),
        new MatchUpRule(),
        new RematchRule(),
        new MatchReplicasRule(),
        new MatchUpReplicasRule(),
        new RegroupRule("regroup-replicas-pgtid", "As regroup-replicas, by Pseudo-GTID only.", MoveMethods.OnlyPseudoGtid),
        new RegroupBinlogServersRule(),
        new MakeLocalMasterRule(),
        .. InstanceRules.All,
    ];

    /// <summary>The rule of a kind or of an older word for it; null when there is none.</summary>
    public static IOperationRule? Find(string kind) => All.FirstOrDefault(r => r.Aliases.Prepend(r.Kind).Contains(kind, StringComparer.OrdinalIgnoreCase));
}
