using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Model;

/// <summary>1 is a primary; 2 and 3 replicate from it as usual, 4 gathers from it and from elsewhere over named channels.</summary>
public class NamedChannelsTests
{
    [Fact]
    public void An_instance_with_named_channels_alone_stands_below_the_source_that_is_known()
    {
        var topology = Place(Gatherer());
        var gatherer = topology.Members[TestFleet.Key(4)];
        Assert.Equal([TestFleet.Key(2), TestFleet.Key(3), TestFleet.Key(4)], topology.ReplicasOf(TestFleet.Key(1)).Select(m => m.Key));
        Assert.Equal(("shop", "stock"), (gatherer.Snapshot.Replication!.Channel, Assert.Single(gatherer.Snapshot.OtherChannels).Channel));
        Assert.False(topology.IsPrimary(gatherer.Key));
        Assert.True(gatherer.Snapshot.IsMultiSource);
    }

    [Fact]
    public void A_primary_that_is_fed_from_elsewhere_stays_a_primary()
    {
        var topology = Place(TestFleet.Oracle(2).Snapshot([1], s => s with { OtherChannels = [Channel(s, "import", 9)] }));
        Assert.Equal(TestFleet.Key(1), topology.Primary!.Key);
        Assert.True(topology.IsPrimary(TestFleet.Key(1)));
        Assert.Null(topology.Primary.Snapshot.Replication);
    }

    [Theory]
    [InlineData(true, AnalysisCode.UnreachablePrimary)]
    [InlineData(false, AnalysisCode.DeadPrimary)]
    public void Whoever_still_receives_over_a_named_channel_is_a_witness_that_the_primary_lives(bool receives, AnalysisCode code)
    {
        var fleet = Gatherer().Invalid(1).NoReceiver(2, 3);
        if (!receives) fleet.Snapshot([4], s => s with { OtherChannels = [.. s.OtherChannels.Select(c => c with { Receiver = ReplicationThreadState.Other })] });
        var findings = FailureAnalysis.Analyze(Place(fleet), new AnalysisPolicy(), TestFleet.Now);
        Assert.Equal(code, findings.First(f => f.Instance == TestFleet.Key(1)).Code);
    }

    [Fact]
    public void It_is_neither_promoted_nor_stopped_nor_pointed_elsewhere_and_the_plan_says_why()
    {
        var plan = RecoveryPlanner.PlanDeadPrimary(Place(Gatherer().Dead(1)), TestFleet.Key(1), new RecoveryPolicy());

        Assert.True(plan.IsExecutable);
        Assert.DoesNotContain(plan.Steps, s => s.Target == TestFleet.Key(4));
        const string Why = "replicates from several sources (channel 'shop' from testhost:1, channel 'stock' from testhost:9)";
        Assert.Equal($"It {Why}.", plan.Verdicts.First(v => v.Instance == TestFleet.Key(4)).Reason);
        Assert.Equal($"It cannot follow testhost:2: it {Why}, and Ham4Db does not change the sources of such an instance.", Assert.Single(plan.LostReplicas).Reason);
    }

    static TestFleet Gatherer() => TestFleet.Oracle(3).Snapshot(
        [4], s => s with { Replication = null, OtherChannels = [Channel(s, "stock", 9), Channel(s, "shop", 1)] });

    static ReplicationStatus Channel(InstanceSnapshot snapshot, string name, int source) =>
        (snapshot.Replication ?? new ReplicationStatus { Source = TestFleet.Key(source), Receiver = ReplicationThreadState.Running, Applier = ReplicationThreadState.Running }) with
        {
            Channel = name,
            Source = TestFleet.Key(source),
            SourceServerId = TestFleet.Uuid(source),
        };

    static ClusterTopology Place(TestFleet fleet) => new("c1", NamedChannels.Place(fleet.Members));
}
