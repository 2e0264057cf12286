using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Operations;

/// <summary>1 is the primary; 2, 3 and 4 replicate from it, 5 from 2.</summary>
public class RelocateTests
{
    /// <summary>Cells: operation, state of the fleet, steps or a part of the refusal.</summary>
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        relocate 3 2 |                  | 1 repoint-gtid 3<2
        relocate 5 1 |                  | 1 repoint-gtid 5<1
        relocate 3 1 |                  | 1 repoint 3<1
        relocate 2 5 |                  | testhost:5 replicates from testhost:2, directly or through others: testhost:2 cannot be below it
        relocate 3 3 |                  | cannot replicate from itself
        relocate 1 2 |                  | testhost:1 is not a replica
        relocate 3 9 |                  | testhost:9 is not a known instance of this cluster
        relocate 9 3 |                  | testhost:9 is not a known instance of this cluster
        relocate 3   |                  | relocate needs a second instance
        fly 3 2      |                  | 'fly' is no operation; there are relocate,
        relocate 3 2 | dead 2           | testhost:2 cannot be reached (timed out): bring it back first
        relocate 3 2 | dead 3           | testhost:3 cannot be reached (timed out): bring it back first
        relocate 3 2 | detached 3       | testhost:3 is detached from its source: reattach it first
        relocate 3 2 | channels 3       | replicates from several sources: these are shown and never touched
        relocate 3 2 | maintenance 3    | testhost:3 is under maintenance
        relocate 3 2 | secondary 3      | testhost:3 is a secondary of the group g
        relocate 3 2 | group 3 2        | a group's primary cannot replicate from its own group
        relocate 3 2 | no-log-updates 2 | does not log what it replicates (log_slave_updates)
        relocate 3 2 | no-binlog 2      | has no binary log
        relocate 3 2 | purged 2         | testhost:2 has purged transactions that it lacks
        relocate 3 2 | stopped 3        | 1 repoint-gtid 3<2
        relocate 3 2 | ahead 3          | 1 repoint-gtid 3<2
        repoint 3    |                  | 1 repoint 3<1
        repoint 3 1  |                  | 1 repoint 3<1
        repoint 3    | dead 1           | 1 repoint 3<1
        repoint 1    |                  | testhost:1 is not a replica
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Plans_the_move_or_says_what_stands_against_it(string[] row)
    {
        foreach (var kind in new[] { GtidKind.Oracle, GtidKind.MariaDb })
        {
            // MariaDB does not tell what was purged.
            if (kind == GtidKind.MariaDb && row[1].StartsWith("purged", StringComparison.Ordinal)) continue;
            var fleet = Change((kind == GtidKind.Oracle ? TestFleet.Oracle() : TestFleet.MariaDb()).AddGtid(5, 2, kind), row[1], kind);
            Assert.Contains(row[2], OperationText.Of(OperationText.Plan(fleet, row[0])), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Everything_that_stands_against_it_is_said_at_once()
    {
        var plan = OperationText.Plan(Change(Change(TestFleet.Oracle(), "maintenance 3", GtidKind.Oracle), "no-binlog 2", GtidKind.Oracle), "relocate 3 2");
        Assert.Equal(2, plan.Refusals.Count);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void What_is_worth_knowing_is_said_before()
    {
        var plan = OperationText.Plan(TestFleet.Oracle().NoApplier(3).Errant("3:1", 3), "relocate 3 2");
        Assert.Equal(["testhost:3 is not replicating now; it is started.", "testhost:3 has transactions that its source never had: 00000000-0000-0000-0000-000000000003:1."], plan.Warnings);
    }

    [Fact]
    public void A_replica_that_went_another_way_cannot_be_moved_by_GTID()
    {
        var plan = OperationText.Plan(TestFleet.MariaDb().Has("0-3-101", 3).Has("0-1-101", 2), "relocate 3 2");
        Assert.Contains("has gone another way than testhost:2", OperationText.Of(plan), StringComparison.Ordinal);
    }

    static TestFleet Change(TestFleet fleet, string change, GtidKind kind)
    {
        var words = change.Split(' ');
        int[] ports = [.. words.Skip(1).Select(int.Parse)];
        return words[0] switch
        {
            "dead" => fleet.Invalid(ports),
            "detached" => fleet.Replication(ports, r => r with { Source = r.Source with { Host = "//" + r.Source.Host } }),
            "channels" => fleet.Snapshot(ports, s => s with { OtherChannels = [s.Replication!] }),
            "maintenance" => fleet.Member(ports, m => m with { InMaintenance = true }),
            "secondary" => fleet.Snapshot(ports, s => s with { GroupName = "g", GroupMemberState = "ONLINE", GroupMemberRole = "SECONDARY" }),
            "group" => fleet.Snapshot(ports, s => s with { GroupName = "g", GroupMemberState = "ONLINE", GroupMemberRole = "PRIMARY" }),
            "no-log-updates" => fleet.Snapshot(ports, s => s with { LogReplicaUpdates = false }),
            "no-binlog" => fleet.Snapshot(ports, s => s with { LogBin = false }),
            "purged" => fleet.Purged("1:1-150", ports).Executed("1:1-200", ports),
            "stopped" => fleet.NoReceiver(ports).NoApplier(ports),
            "ahead" => fleet.Has(kind == GtidKind.Oracle ? "1:1-101" : "0-1-101", ports),
            _ => fleet,
        };
    }
}
