using Ham4Db.Core.Analysis;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Analysis;

/// <summary>orchestrator's analysis cases, rendered from what is documented of them. 3 is the primary 22293, and so on.</summary>
public class AnalysisCaseTests
{
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        no-failure                                                    |                                                | none
        semi-sync-ok                                                  | semi-sync-on 2 2                               | none
        dead-master                                                   | invalid 3; io-off 467                          | 22293 DeadMaster
        dead-master-partial-success                                   | partial 3; io-off 467                          | 22293 DeadMaster
        dead-master-and-some-replicas                                 | invalid 367; io-off 467                        | 22293 DeadMasterAndSomeReplicas
        unreachable-master                                            | invalid 3                                      | 22293 UnreachableMaster
        unreachable-master-with-not-lagging-replicas                  | invalid 3; lag 60 567                          | 22293 UnreachableMaster
        unreachable-master-with-delayed-replicas                      | invalid 3; lag 600 467; delay 600 467          | 22293 UnreachableMaster
        unreachable-master-with-lagging-replicas                      | invalid 3; lag 60 467                          | 22293 UnreachableMasterWithLaggingReplicas
        unreachable-master-with-lagging-replicas-and-delayed-replicas | invalid 3; lag 600 467; delay 600 7            | 22293 UnreachableMasterWithLaggingReplicas
        unreachable-master-partial-success                            | partial 3                                      | none
        unreachable-master-partial-success-broken-replica             | partial 3; io-error 4                          | 22293 UnreachableMaster; 22294 FirstTierReplicaFailingToConnectToMaster
        all-master-replicas-not-replicating                           | sql-off 467                                    | 22293 AllMasterReplicasNotReplicating
        all-master-replicas-not-replicating-or-dead                   | sql-off 467; invalid 67                        | 22293 AllMasterReplicasNotReplicatingOrDead
        all-intermediate-master-replicas-not-replicating              | sql-off 5                                      | 22294 AllIntermediateMasterReplicasNotReplicating
        dead-intermediate-master-with-single-replica                  | invalid 4; io-off 5                            | 22294 DeadIntermediateMasterWithSingleReplica
        dead-intermediate-master-with-single-replica-failing          | invalid 4; io-error 5                          | 22294 DeadIntermediateMasterWithSingleReplicaFailingToConnect
        dead-intermediate-master-and-replicas                         | invalid 45                                     | 22294 DeadIntermediateMasterAndReplicas
        unreachable-intermediate-master                               | invalid 4                                      | 22294 UnreachableIntermediateMaster
        unreachable-intermediate-master-partial-success               | partial 4                                      | none
        unreachable-intermediate-master-with-lagging-replicas         | invalid 4; lag 60 5                            | 22294 UnreachableIntermediateMasterWithLaggingReplicas
        first-tier-replica-failing-to-connect                         | io-error 4                                     | 22294 FirstTierReplicaFailingToConnectToMaster
        major-versions                                                | version 5.7.8 7                                | 22293 MultipleMajorVersionsLoggingReplicasStructureWarning
        row-statement                                                 | format ROW 7                                   | 22293 StatementAndRowLoggingReplicasStructureWarning
        no-failover-support                                           | no-pseudo-gtid                                 | 22293 NoFailoverSupportStructureWarning
        no-logging-replicas                                           | no-log-updates                                 | 22293 NoLoggingReplicasStructureWarning
        no-writeable-master                                           | read-only 3                                    | 22293 NoWriteableMasterStructureWarning
        errant-gtid                                                   | errant 4                                       | 22293 ErrantGTIDStructureWarning
        errant-gtid-downtimed                                         | errant 4; downtime 4                           | none
        no-problem-downtime                                           | sql-off 5; downtime 5                          | none
        semi-sync-locked-master-hypothesis                            | semi-sync-on 2 1; invalid 6; stuck 0           | 22293 LockedSemiSyncMasterHypothesis
        semi-sync-locked-master                                       | semi-sync-on 2 1; invalid 6; stuck 60          | 22293 LockedSemiSyncMaster
        semi-sync-no-valid-replicas                                   | semi-sync-off 1 0                              | 22293 NotEnoughValidSemiSyncReplicasStructureWarning
        semi-sync-not-enough-valid-replicas                           | semi-sync-off 2 1                              | 22293 NotEnoughValidSemiSyncReplicasStructureWarning
        semi-sync-not-enough-valid-replicas-invalid                   | semi-sync-off 2 1; invalid 6                   | 22293 NotEnoughValidSemiSyncReplicasStructureWarning
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_orchestrators_answer(string[] row) => Assert.Equal(row[2], Print(Scenario.Of(row[1])));

    [Fact]
    public void All_thirty_five_cases_are_there() => Assert.Equal(35, Cases.Count);

    /// <summary>As orchestrator's command line prints it: no downtimed ones, and the first warning where there is no problem.</summary>
    static string Print(TestFleet fleet)
    {
        var lines = FailureAnalysis.Analyze(fleet.Topology, new AnalysisPolicy(), TestFleet.Now)
            .Where(f => !f.IsSkippable)
            .Select(f => $"{f.Instance.Port} {(f.Code == AnalysisCode.NoProblem ? FailureAnalysis.LegacyName(f.Warnings[0]) : FailureAnalysis.LegacyName(f.Code))}");
        return string.Join("; ", lines) is { Length: > 0 } text ? text : "none";
    }
}
