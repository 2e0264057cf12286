using Ham4Db.Core.Model;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Operations;

/// <summary>1 is the primary; 2, 3 and 4 replicate from it, 5 and 6 from 2.</summary>
public class RelocationFamilyTests
{
    /// <summary>With GTIDs. Cells: operation, changes, steps or a part of the refusal.</summary>
    public static TheoryData<string[]> ByGtid => TextTable.Rows("""
        relocate-replicas 1 4     |                    | 1 repoint-gtid 2<4, 1 repoint-gtid 3<4
        relocate-replicas 2 4     |                    | 1 repoint-gtid 5<4, 1 repoint-gtid 6<4
        relocate-replicas 2 2     |                    | 1 repoint 5<2, 1 repoint 6<2
        relocate-replicas 1 5     |                    | 1 repoint-gtid 3<5, 1 repoint-gtid 4<5
        relocate-replicas 5 4     |                    |
        relocate-replicas 2 4     | dead 5; dead 6     | testhost:5 cannot be reached
        regroup-replicas 1        |                    | 1 repoint-gtid 3<2, 1 repoint-gtid 4<2
        regroup-replicas 1        | must-not 2         | 1 repoint-gtid 2<3, 1 repoint-gtid 4<3
        regroup-replicas 1        | prefer 4           | 1 repoint-gtid 2<4, 1 repoint-gtid 3<4
        regroup-replicas-gtid 2   |                    | 1 repoint-gtid 6<5
        regroup-replicas-gtid 2   | dead 2; ahead 6    | 1 repoint-gtid 5<6
        regroup-replicas 5        |                    | testhost:5 has no replicas
        regroup-replicas 2        | no-binlog 56       | None of the replicas of testhost:2 can lead the others
        move-up 5                 |                    | 1 repoint-gtid 5<1
        move-up 2                 |                    | testhost:1 replicates from nobody: there is nothing above it
        move-up-replicas 2        |                    | 1 repoint-gtid 5<1, 1 repoint-gtid 6<1
        move-below 3 4            |                    | 1 repoint-gtid 3<4
        move-below 5 3            |                    | testhost:5 and testhost:3 are no siblings
        move-below-gtid 5 3       |                    | 1 repoint-gtid 5<3
        move-replicas-gtid 2 3    |                    | 1 repoint-gtid 5<3, 1 repoint-gtid 6<3
        repoint-replicas 2        |                    | 1 repoint 5<2, 1 repoint 6<2
        repoint-replicas 2        | dead 2             | 1 repoint 5<2, 1 repoint 6<2
        repoint-replicas 2        | dead 56            | None of the replicas of testhost:2 can be pointed at it. testhost:5 cannot be reached
        take-siblings 3           |                    | 1 repoint-gtid 2<3, 1 repoint-gtid 4<3
        take-siblings 1           |                    | testhost:1 replicates from nobody that is known
        take-master 5             |                    | 1 repoint-gtid 5<1, 2 repoint-gtid 2<5
        take-master 3             |                    | The role of a primary is handed over by a planned takeover
        take-master 5             | no-binlog 5        | testhost:2 cannot replicate from testhost:5: testhost:5 has no binary log
        make-co-master 3          |                    | 1 make-co-primary 1<3
        make-co-master 3          | writable 3         | testhost:3 accepts writes: make it read-only first
        make-co-master 3          | stopped 3          | testhost:3 is not replicating: start replication on it first
        make-co-master 3          | circle 3           | instance testhost:3 is already co master of testhost:1
        make-co-master 3          | circle 4           | 1 make-co-primary 1<3
        make-co-master 3          | circle 4; writable 4 | testhost:1 is a co-primary of testhost:4, which is well and writable
        make-co-master 5          |                    | testhost:2 replicates from testhost:1: only a primary can be made a co-primary
        make-co-master 3          | no-credentials     | no account to replicate with
        move-equivalent 3 4       |                    | does not replicate by position
        """);

    [Theory]
    [MemberData(nameof(ByGtid))]
    public void Is_planned_by_GTID(string[] row) => AssertPlan(Fleet(), row);

    /// <summary>Without GTIDs.</summary>
    public static TheoryData<string[]> ByPosition => TextTable.Rows("""
        relocate 3 4              |                    | 1 stop-replication 4, 1 stop-replication 3<4, 2 apply-to-siblings 4, 3 apply-to-siblings 3<4, 4 repoint-to-sibling 3<4, 5 start-replication 4, 5 start-replication 3
        move-below 3 4            |                    | 1 stop-replication 4, 1 stop-replication 3<4, 2 apply-to-siblings 4, 3 apply-to-siblings 3<4, 4 repoint-to-sibling 3<4, 5 start-replication 4, 5 start-replication 3
        relocate 5 1              |                    | 1 stop-replication 2, 2 apply-to-source 5<1, 3 repoint-up 5<1, 4 start-replication 2, 4 start-replication 5
        move-up 5                 |                    | 1 stop-replication 2, 2 apply-to-source 5<1, 3 repoint-up 5<1, 4 start-replication 2, 4 start-replication 5
        move-up-replicas 2        |                    | 1 stop-replication 2, 2 apply-to-source 5<1, 2 apply-to-source 6<1, 3 repoint-up 5<1, 3 repoint-up 6<1, 4 start-replication 2, 4 start-replication 5, 4 start-replication 6
        take-master 5             |                    | 1 stop-replication 2<5, 2 apply-to-source 5<1, 3 repoint-up 5<1, 4 repoint-to-sibling 2<5, 5 start-replication 5, 5 start-replication 2
        take-siblings 5           |                    | 1 stop-replication 5, 1 stop-replication 6<5, 2 apply-to-siblings 5, 3 apply-to-siblings 6<5, 4 repoint-to-sibling 6<5, 5 start-replication 5, 5 start-replication 6
        make-co-master 3          |                    | 1 make-co-primary 1<3
        repoint 3 4               |                    | 1 repoint 3<4
        relocate 5 3              |                    | Relocating testhost:5 below testhost:3 turns to be too complex; please do it manually. Not where it is
        move-below-gtid 3 4       |                    | testhost:3 does not position itself by GTID
        move-below 3 4            | lag 3              | testhost:3 lags by 21 s, and at most 20 s are reasonable
        move-below 3 4            | lag-unknown 3      | The lag of testhost:3 is not known
        move-below 3 4            | stopped 4          | testhost:4 is not replicating
        move-below 3 4            | stopped 34         | 1 stop-replication 4
        move-up 5                 | stopped 2          | testhost:2 is not replicating
        move-equivalent 3 4       |                    | No position of testhost:4 is known to be the same place
        move-equivalent 3 4       | known              | 1 stop-replication 3<4, 2 repoint-equivalent 3<4, 3 start-replication 3
        relocate 3 4              | known              | 1 stop-replication 3<4, 2 repoint-equivalent 3<4, 3 start-replication 3
        move-equivalent 3 4       | known; behind 3    | testhost:3 is still applying
        regroup-replicas-bls 1    | routers 34         | 1 repoint 4<3
        regroup-replicas-bls 1    | routers 34; far 4  | 1 repoint 3<4
        regroup-replicas-bls 1    | routers 234; dead 12; far 4 | 1 repoint 3<4
        regroup-replicas-bls 1    |                    | None of the replicas of testhost:1 is a binary log server
        regroup-replicas-bls 1    | routers 3; dead 3  | None of the binary log servers below testhost:1 can lead the others
        """);

    [Theory]
    [MemberData(nameof(ByPosition))]
    public void Is_planned_by_position_where_there_are_no_GTIDs(string[] row) =>
        AssertPlan(Fleet().Replication([2, 3, 4, 5, 6], r => r with { UsesOracleGtid = false }), row);

    [Fact]
    public void A_pattern_chooses_among_the_replicas()
    {
        var policy = new OperationPolicy { Chosen = new HashSet<InstanceKey> { TestFleet.Key(3) } };
        Assert.Equal("1 repoint-gtid 3<4", OperationText.Of(OperationText.Plan(Fleet(), "relocate-replicas 1 4", policy)));
        Assert.Contains("has no replica that could be moved", OperationText.Plan(Fleet(), "relocate-replicas 2 4", policy).Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Replicas_that_cannot_follow_are_left_out_with_the_reason_and_the_others_move()
    {
        var plan = OperationText.Plan(Change(Fleet(), "dead 3"), "relocate-replicas 1 4");
        Assert.Equal(("1 repoint-gtid 2<4", "3"), (OperationText.Of(plan), OperationText.LeftOut(plan)));
        Assert.Equal(TestFleet.Key(5), OperationText.Plan(Fleet(), "regroup-replicas 2").Chosen);
        var ahead = OperationText.Plan(Change(Change(Fleet(), "dead 2"), "ahead 6").Errant("6:1", 6), "regroup-replicas-gtid 2");
        Assert.Equal(("1 repoint-gtid 5<6", TestFleet.Key(6)), (OperationText.Of(ahead), ahead.Chosen!.Value));
    }

    [Fact]
    public void Commits_that_would_wait_for_replicas_that_leave_are_told()
    {
        var fleet = Fleet().SemiSync(1, active: true, wait: 1, clients: 3).Snapshot([2, 3], s => s with { SemiSync = s.SemiSync with { ReplicaEnabled = true } });
        Assert.Empty(OperationText.Plan(fleet, "relocate 3 4").Warnings);
        Assert.Equal(["Commits on testhost:1 wait for 1 semi-synchronous replicas, and 0 would be left."], OperationText.Plan(fleet, "relocate-replicas 1 4").Warnings);
    }

    [Fact]
    public void Every_kind_is_in_the_table_once_and_says_what_it_does()
    {
        Assert.Equal(OperationRules.All.Count, OperationRules.All.Select(r => r.Kind).Distinct().Count());
        Assert.All(OperationRules.All, r => Assert.EndsWith(".", r.Summary, StringComparison.Ordinal));
    }

    static TestFleet Fleet() => TestFleet.Oracle().AddGtid(5, 2).AddGtid(6, 2);

    static void AssertPlan(TestFleet fleet, string[] row)
    {
        var changes = row[1].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var changed = changes.Aggregate(fleet, Change);
        var policy = new OperationPolicy { Equivalences = changes.Contains("known") ? [Known(changed)] : [] };
        Assert.Contains(row[2], OperationText.Of(OperationText.Plan(changed, row[0], policy)), StringComparison.Ordinal);
    }

    static PositionEquivalence Known(TestFleet fleet) =>
        new(TestFleet.Key(4), new BinlogCoordinates("bin.000009", 99), TestFleet.Key(1), fleet[3].Snapshot.Replication!.Executed);

    static TestFleet Change(TestFleet fleet, string change)
    {
        var words = change.Split(' ');
        int[] ports = words.Length < 2 ? [] : [.. words[1].Select(digit => digit - '0')];
        return words[0] switch
        {
            "dead" => fleet.Invalid(ports),
            "must-not" => fleet.Rule(PromotionRule.MustNot, ports),
            "prefer" => fleet.Rule(PromotionRule.Prefer, ports),
            "ahead" => fleet.Has("1:1-101", ports),
            "behind" => fleet.Replication(ports, r => r with { Read = r.Read with { Position = r.Read.Position + 1 } }),
            "no-binlog" => fleet.Snapshot(ports, s => s with { LogBin = false }),
            "writable" => fleet.Snapshot(ports, s => s with { IsReadOnly = false }),
            "stopped" => fleet.NoReceiver(ports).NoApplier(ports),
            "lag" => fleet.Lag(21, ports),
            "lag-unknown" => fleet.Snapshot(ports, s => s with { LagSeconds = null }),
            "circle" => fleet.Snapshot([1], s => s with { Replication = fleet[2].Snapshot.Replication! with { Source = TestFleet.Key(ports[0]), SourceServerId = TestFleet.Uuid(ports[0]) } }),
            "no-credentials" => fleet.Snapshot([1, 2, 3, 4, 5, 6], s => s with { ReplicationCredentialsAvailable = false }),
            "routers" => fleet.Snapshot(ports, s => s with { Flavor = ServerFlavor.MaxScale }),
            "far" => fleet.Replication(ports, r => r with { Executed = r.Executed with { Position = r.Executed.Position + 1 } }),
            "known" => fleet,
            _ => throw new ArgumentException($"Not understood: {change}", nameof(change)),
        };
    }
}
