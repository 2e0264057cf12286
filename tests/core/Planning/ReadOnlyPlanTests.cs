using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>1 is the primary and read-only; 2 and 3 replicate from it.</summary>
public class ReadOnlyPlanTests
{
    static TestFleet Fleet() => TestFleet.Oracle(2).Snapshot([1], s => s with { IsReadOnly = true });

    static RecoveryPlan Plan(TestFleet fleet) => RecoveryPlanner.PlanReadOnlyPrimary(fleet.Topology, TestFleet.Key(1));

    [Fact]
    public void A_read_only_primary_is_made_writable()
    {
        var plan = Plan(Fleet().Snapshot([2], s => s with { IsReadOnly = false }));
        Assert.Equal(("1 MakeWritable 1", true), (PlanText.Steps(plan), plan.IsExecutable));
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "writable", BlockerCode.AlreadyWritable },
        { "unreachable", BlockerCode.PrimaryUnreachable },
        { "demoted", BlockerCode.NotThePrimary },
        { "another primary", BlockerCode.SeveralPrimaries },
        { "another primary, lost", BlockerCode.MayBeWritable },
        { "a co-primary", BlockerCode.NotThePrimary },
        { "a replica of somebody unknown, lost", BlockerCode.MayBeWritable },
        { "in a group", BlockerCode.GroupReplicationManaged },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_stays_read_only_where_another_could_be_writable(string change, string blocker)
    {
        var fleet = change switch
        {
            "writable" => TestFleet.Oracle(2),
            "unreachable" => Fleet().Invalid(1),
            "demoted" => Fleet().Member([1], m => m with { IsDemoted = true }),
            "another primary" => Fleet().AddGtid(4, 0),
            "another primary, lost" => Fleet().AddGtid(4, 0).Invalid(4),
            "a co-primary" => new TestFleet().AddGtid(1, 2).AddGtid(2, 1).AddGtid(3, 1).Snapshot([2], s => s with { IsReadOnly = false }),
            "a replica of somebody unknown, lost" => Fleet().AddGtid(4, 9).Invalid(4).Snapshot([4], s => s with { IsReadOnly = false }),
            _ => Fleet().Snapshot([1], s => s with { GroupName = "g", GroupMemberState = "ONLINE", GroupMemberRole = "PRIMARY" }),
        };
        var plan = Plan(fleet);
        Assert.Equal((blocker, false), (PlanText.Blockers(plan), plan.IsExecutable));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void A_demoted_primary_that_is_lost_does_not_keep_its_successor_read_only() =>
        Assert.True(Plan(Fleet().AddGtid(4, 0).Invalid(4).Member([4], m => m with { IsDemoted = true })).IsExecutable);
}
