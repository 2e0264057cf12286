using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Analysis;

public class FindingTests
{
    /// <summary>Cells: changes, about whom, downtimed, replicas downtimed, skippable.</summary>
    public static TheoryData<string[]> Downtimes => TextTable.Rows("""
        invalid 3; io-off 467                   | 3 | no  | no  | no
        invalid 3; io-off 467; downtime 3       | 3 | yes | no  | yes
        invalid 3; io-off 467; downtime 467     | 3 | no  | no  | no
        io-off 467; downtime 467                | 3 | no  | yes | yes
        io-off 467; downtime 46                 | 3 | no  | no  | no
        sql-off 5; downtime 5                   | 4 | no  | yes | yes
        invalid 4; io-off 5; downtime 5         | 4 | no  | yes | yes
        """);

    [Theory]
    [MemberData(nameof(Downtimes))]
    public void Downtime_is_shown_and_nothing_is_done(string[] row)
    {
        var finding = Analyze(Scenario.Of(row[0])).Single(f => f.Instance.Port == Scenario.Ports(row[1])[0]);
        Assert.Equal((row[2] == "yes", row[3] == "yes", row[4] == "yes"), (finding.IsDowntimed, finding.AreReplicasDowntimed, finding.IsSkippable));
    }

    [Fact]
    public void Downtime_that_has_run_out_counts_no_more()
    {
        var fleet = Scenario.Of("invalid 3; io-off 467; downtime 3");
        Assert.False(FailureAnalysis.Analyze(fleet.Topology, new AnalysisPolicy(), TestFleet.Now.AddMinutes(1))[0].IsSkippable);
    }

    [Fact]
    public void Primaries_come_first_then_those_with_most_replicas()
    {
        var fleet = Scenario.Of("invalid 346; io-off 57; source 6 7; errant 4");
        Assert.Equal([22293, 22294, 22296], Analyze(fleet).Select(f => f.Instance.Port));
        fleet = Scenario.Of("io-error 4; source 4 67; sql-off 67; no-pseudo-gtid; read-only 3").Add(22298, 22295, 9, BinlogCoordinates.None).NoApplier(22298);
        Assert.Equal([22293, 22295, 22294], Analyze(fleet).Select(f => f.Instance.Port).OrderBy(p => p == 22294).ThenBy(p => p));
        Assert.Equal(22293, Analyze(fleet)[0].Instance.Port);
    }

    [Fact]
    public void The_primary_in_charge_comes_before_other_roots()
    {
        var fleet = TestFleet.Oracle(1).AddGtid(9, 0).Member([9], m => m with { IsDemoted = true }).Invalid(9).Dead(1);
        Assert.Equal([1, 9], Analyze(fleet).Select(f => f.Instance.Port));
    }

    [Fact]
    public void Counts_are_those_of_the_direct_replicas()
    {
        var counts = Analyze(Scenario.Of("invalid 36; io-off 4; io-error 7; lag 60 47; delay 5 6; downtime 4; format ROW 7; version 8.0.1 7"))[0].Counts;
        Assert.Equal(
            new ReplicaCounts { Replicas = 3, Valid = 2, Replicating = 0, FailingToConnect = 1, Lagging = 2, Delayed = 1, Downtimed = 1, Logging = 2, StatementBased = 1, RowBased = 1, LoggingMajorVersions = 2 },
            counts);
    }

    [Fact]
    public void A_primary_that_lost_its_role_is_reported_and_gets_no_second_successor()
    {
        var fleet = TestFleet.Oracle(2).AddGtid(9, 0).AddGtid(8, 9).Dead(1).Member([1], m => m with { IsDemoted = true });
        var finding = Analyze(fleet).Single(f => f.Instance.Port == 1);
        Assert.Equal((AnalysisCode.DeadPrimary, FindingAction.Detect), (finding.Code, finding.Action));
    }

    [Fact]
    public void A_second_root_is_never_made_writable()
    {
        var fleet = TestFleet.Oracle(2).AddGtid(9, 0).AddGtid(8, 9).Snapshot([9], s => s with { IsReadOnly = true });
        var findings = FailureAnalysis.Analyze(fleet.Topology, new AnalysisPolicy { RecoverNonWriteablePrimary = true }, TestFleet.Now);
        Assert.Equal((AnalysisCode.NoWriteablePrimary, FindingAction.Detect), (findings[0].Code, findings[0].Action));
        Assert.Equal(9, findings[0].Instance.Port);
    }

    [Fact]
    public void A_server_that_answers_under_another_address_is_alive()
    {
        var fleet = TestFleet.Oracle(1).AddGtid(9, 0).Snapshot([9], s => s with { ServerId = TestFleet.Uuid(1), ServerNumber = 1 }).Dead(1);
        Assert.DoesNotContain(Analyze(fleet), f => f.Code is AnalysisCode.DeadPrimary or AnalysisCode.DeadPrimaryWithoutReplicas);
    }

    [Fact]
    public void Errant_transactions_are_found_from_the_snapshots_too()
    {
        var fleet = TestFleet.Oracle().Executed("1:1-100,2:1", 2);
        Assert.Equal([StructureWarning.ErrantGtid], Analyze(fleet).Single().Warnings);
        Assert.Empty(Analyze(fleet.Errant("", 2)));
    }

    [Fact]
    public void A_healthy_cluster_gives_nothing() => Assert.Empty(Analyze(TestFleet.MariaDb()));

    static IReadOnlyList<Finding> Analyze(TestFleet fleet) => DecisionTableTests.Analyze(fleet, new AnalysisPolicy());
}
