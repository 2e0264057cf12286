using Ham4Db.Core.Analysis;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Analysis;

/// <summary>Lines and borders of the tables that orchestrator's own cases do not reach.</summary>
public class DecisionTableTests
{
    static readonly AnalysisPolicy Strict = new() { EnforceExactSemiSyncReplicas = true, RecoverNonWriteablePrimary = true };

    /// <summary>Cells: changes to the base data set, about whom, the verdict, what is done about it.</summary>
    public static TheoryData<string[]> Verdicts => TextTable.Rows("""
        invalid 3; source 4 67; source 4 4            | 3 | DeadPrimaryWithoutReplicas                              | None
        invalid 3467                                  | 3 | DeadPrimaryAndReplicas                                  | Detect
        invalid 3; io-off 467                         | 3 | DeadPrimary                                             | RecoverPrimary
        invalid 36; io-off 47                         | 3 | DeadPrimaryAndSomeReplicas                              | RecoverPrimary
        invalid 3; io-off 46                          | 3 | UnreachablePrimary                                      | Detect
        invalid 3; sql-off 467                        | 3 | UnreachablePrimary                                      | Detect
        invalid 3; io-off 46; sql-off 7               | 3 | UnreachablePrimary                                      | Detect
        invalid 3; io-error 46; sql-off 7             | 3 | UnreachablePrimary                                      | Detect
        source 4 67; invalid 4; io-off 57; sql-off 6  | 4 | UnreachableIntermediatePrimary                          | None
        group ONLINE 3; invalid 3; sql-off 467        | 3 | NoProblem                                               | None
        invalid 3; lag 11 467                         | 3 | UnreachablePrimaryWithLaggingReplicas                   | Detect
        invalid 3; lag 10 467                         | 3 | UnreachablePrimary                                      | Detect
        partial 3; io-error 6                         | 3 | UnreachablePrimary                                      | Detect
        partial 3; io-error 467                       | 3 | DeadPrimary                                             | RecoverPrimary
        semi-sync-on 2 1; stuck 9                     | 3 | LockedSemiSyncPrimaryHypothesis                         | None
        semi-sync-on 2 1; stuck 10                    | 3 | LockedSemiSyncPrimary                                   | RecoverSemiSync
        semi-sync-on 1 2                              | 3 | PrimaryWithTooManySemiSyncReplicas                      | RecoverSemiSync
        semi-sync-on 0 0                              | 3 | NoProblem                                               | None
        promoted 4                                    | 3 | DuplicatePrimary                                        | Detect
        promoted 4                                    | 4 | DuplicatePrimary                                        | Detect
        promoted 4; demoted 4                         | 3 | NoProblem                                               | None
        promoted 4; read-only 4                       | 3 | NoProblem                                               | None
        promoted 4; invalid 4                         | 3 | NoProblem                                               | None
        source 4 3                                    | 3 | NoProblem                                               | None
        read-only 3                                   | 3 | NoWriteablePrimary                                      | MakeWritable
        read-only 3; demoted 3                        | 3 | NoProblem                                               | None
        read-only 3; invalid 3                        | 3 | UnreachablePrimary                                      | Detect
        sql-off 4; source 4 67                        | 3 | PrimarySingleReplicaNotReplicating                      | None
        invalid 4; source 4 67                        | 3 | PrimarySingleReplicaDead                                | None
        io-off 467                                    | 3 | AllPrimaryReplicasNotReplicating                        | Detect
        io-off 46; invalid 7                          | 3 | AllPrimaryReplicasNotReplicatingOrDead                  | Detect
        invalid 467                                   | 3 | NoProblem                                               | None
        source 4 3; invalid 3; io-off 467             | 3 | DeadCoPrimary                                           | RecoverCoPrimary
        source 4 3; invalid 36; io-off 47             | 3 | DeadCoPrimaryAndSomeReplicas                            | RecoverCoPrimary
        source 4 3; invalid 3                         | 3 | UnreachableCoPrimary                                    | None
        source 4 3; io-off 467                        | 3 | AllCoPrimaryReplicasNotReplicating                      | None
        source 4 3; invalid 3467                      | 3 | DeadIntermediatePrimaryAndReplicas                      | Detect
        source 4 67; invalid 4; io-off 567            | 4 | DeadIntermediatePrimary                                 | RecoverIntermediatePrimary
        source 4 67; invalid 46; io-off 57            | 4 | DeadIntermediatePrimaryAndSomeReplicas                  | RecoverIntermediatePrimary
        source 4 67; io-error 567                     | 4 | AllIntermediatePrimaryReplicasFailingToConnectOrDead    | RecoverIntermediatePrimary
        source 4 67; io-error 57; invalid 6           | 4 | AllIntermediatePrimaryReplicasFailingToConnectOrDead    | RecoverIntermediatePrimary
        source 4 67; io-error 57; io-off 6            | 4 | AllIntermediatePrimaryReplicasNotReplicating            | None
        maxscale 5; io-error 5; source 3 5            | 5 | BinlogServerFailingToConnectToPrimary                   | None
        io-error 5; sql-off 5                         | 5 | NoProblem                                               | None
        io-error 5                                    | 5 | NoProblem                                               | None
        group ONLINE 3; invalid 3; io-off 467         | 3 | DeadReplicationGroupMemberWithReplicas                  | RecoverGroupMember
        group ERROR 3; invalid 3; io-off 467          | 3 | DeadReplicationGroupMemberWithReplicas                  | RecoverGroupMember
        group ONLINE 3; invalid 3                     | 3 | NoProblem                                               | None
        group OFFLINE 3; invalid 3; io-off 467        | 3 | DeadPrimary                                             | RecoverPrimary
        maintenance 3; invalid 3; io-off 467          | 3 | NoProblem                                               | None
        standby Normal 345; invalid 5                 | 5 | DeadStandby                                             | Detect
        standby Normal 345; cascade Normal 5; invalid 5 | 5 | DeadCascadeStandby                                    | Detect
        standby Normal 345                            | 5 | NoProblem                                               | None
        standby Normal 34; invalid 5                  | 5 | NoProblem                                               | None
        standby NeedsRepair 5; io-off 5               | 5 | NeedRepair                                              | Detect
        standby NeedsRepair 5; invalid 5              | 5 | DeadStandby                                             | Detect
        cascade Disconnected 5; io-error 5            | 5 | CascadeStandbyWithoutSource                             | Detect
        standby Disconnected 5; io-error 5            | 5 | NoProblem                                               | None
        standby Disconnected 4; io-error 4; source 3 5 | 4 | FirstTierReplicaFailingToConnectToPrimary              | None
        standby Fenced 5; promoted 5; read-only 5; demoted 5 | 5 | DownInstance                                     | Detect
        standby Fenced 3; io-error 467                | 3 | DeadPrimary                                             | RecoverPrimary
        standby Fenced 3; demoted 3; source 4 67      | 3 | DownInstance                                            | Detect
        standby Normal 3; semi-sync-on 1 0            | 3 | NoSynchronousStandby                                    | Detect
        standby Normal 3; semi-sync-on 1 1            | 3 | NoProblem                                               | None
        managed 4; invalid 3; io-off 467              | 3 | DeadPrimary                                             | Detect
        managed 3; read-only 3                        | 3 | NoWriteablePrimary                                      | Detect
        """);

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Gives_the_verdict(string[] row)
    {
        var finding = Analyze(Scenario.Of(row[0]), Strict).SingleOrDefault(f => f.Instance.Port == Scenario.Ports(row[1])[0]);
        Assert.Equal(row[2], (finding?.Code ?? AnalysisCode.NoProblem).ToString());
        Assert.Equal(row[3], (finding?.Action ?? FindingAction.None).ToString());
    }

    /// <summary>Cells: changes, warnings about 22293.</summary>
    public static TheoryData<string[]> Warnings => TextTable.Rows("""
                                                |
        no-log-updates                          | NoLoggingReplicas
        no-log-updates; source 4 67             |
        no-pseudo-gtid                          | NoFailoverSupport
        no-pseudo-gtid; oracle-gtid 467         |
        no-pseudo-gtid; oracle-gtid 46          | NoFailoverSupport
        no-pseudo-gtid; oracle-gtid 46; invalid 7 |
        no-pseudo-gtid; maxscale 467            |
        format MIXED 7                          | StatementAndMixedLoggingReplicas
        format ROW 7                            | StatementAndRowLoggingReplicas
        format ROW 7; format MIXED 4            | MixedAndRowLoggingReplicas
        format ROW 6                            |
        version 8.0.1 4                         | MultipleMajorVersionsLoggingReplicas
        version 5.6.99 4                        |
        gtid-mode ON 4                          | DifferentGtidModes
        gtid-mode ON 3                          | DifferentGtidModes
        gtid-mode ON 5                          |
        errant 6                                | ErrantGtid
        errant 5                                |
        read-only 3                             | NoWriteablePrimary
        read-only 3; demoted 3                  |
        semi-sync-off 2 1                       | NotEnoughValidSemiSyncReplicas
        semi-sync-off 2 2                       |
        semi-sync-off 0 0                       |
        read-only 3; errant 4; version 8.0.1 4  | MultipleMajorVersionsLoggingReplicas ErrantGtid NoWriteablePrimary
        """);

    [Theory]
    [MemberData(nameof(Warnings))]
    public void Warns_of_weak_structure(string[] row)
    {
        var finding = Analyze(Scenario.Of(row[0]), new AnalysisPolicy()).SingleOrDefault(f => f.Instance.Port == 22293);
        Assert.Equal(row[1], string.Join(' ', finding?.Warnings ?? []));
    }

    [Fact]
    public void Every_verdict_and_every_warning_has_its_line_and_its_own_old_name()
    {
        var codes = Enum.GetValues<AnalysisCode>().Select(FailureAnalysis.LegacyName).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal(codes.Count - 1, DecisionTable.Rows.Concat(DecisionTable.GroupRows).Select(r => r.Code).Distinct().Count());
        Assert.Equal(Enum.GetValues<StructureWarning>(), StructureTable.Rows.Select(r => r.Warning));
        Assert.Equal("DeadMaster", FailureAnalysis.LegacyName(AnalysisCode.DeadPrimary));
        Assert.Equal("NoWriteableMasterStructureWarning", FailureAnalysis.LegacyName(StructureWarning.NoWriteablePrimary));
        Assert.All(Enum.GetValues<StructureWarning>(), w => Assert.EndsWith("StructureWarning", FailureAnalysis.LegacyName(w)));
    }

    [Fact]
    public void Locked_semi_sync_is_only_shown_when_nobody_wants_it_recovered()
    {
        var fleet = Scenario.Of("semi-sync-on 2 1; stuck 60");
        Assert.Equal(FindingAction.Detect, Analyze(fleet, new AnalysisPolicy())[0].Action);
        Assert.Equal(FindingAction.RecoverSemiSync, Analyze(fleet, new AnalysisPolicy { RecoverLockedSemiSyncPrimary = true })[0].Action);
    }

    internal static IReadOnlyList<Finding> Analyze(TestFleet fleet, AnalysisPolicy policy) => FailureAnalysis.Analyze(fleet.Topology, policy, TestFleet.Now);
}
