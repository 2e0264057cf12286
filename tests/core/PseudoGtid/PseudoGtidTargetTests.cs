using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.PseudoGtid;

/// <summary>An entry is written only where nobody can doubt that it is the primary.</summary>
public class PseudoGtidTargetTests
{
    static readonly Dictionary<string, (bool IsWritten, Action<TestFleet> Change)> Cases = new()
    {
        ["a primary that replicas follow by position"] = (true, _ => { }
        ),
        ["one of its replicas is down"] = (true, f => f.Invalid(3)),
        ["a replica is writable"] = (true, f => f.Snapshot([3], s => s with { IsReadOnly = false })),
        ["it does not answer"] = (false, f => f.Invalid(1)),
        ["it is read-only"] = (false, f => f.Snapshot([1], s => s with { IsReadOnly = true })),
        ["it is super-read-only"] = (false, f => f.Snapshot([1], s => s with { IsSuperReadOnly = true })),
        ["it has lost its role"] = (false, f => f.Member([1], m => m with { IsDemoted = true })),
        ["it is under maintenance"] = (false, f => f.Member([1], m => m with { InMaintenance = true })),
        ["it has no binary log"] = (false, f => f.Snapshot([1], s => s with { LogBin = false })),
        ["it writes GTIDs"] = (false, f => f.Snapshot([1], s => s with { GtidMode = "ON" })),
        ["it is about to write GTIDs"] = (false, f => f.Snapshot([1], s => s with { GtidMode = "ON_PERMISSIVE" })),
        ["one replica moves by MariaDB's GTID"] = (false, f => f.Replication([3], r => r with { UsesMariaDbGtid = true })),
        ["one replica moves by Oracle's GTID"] = (false, f => f.Replication([2], r => r with { UsesOracleGtid = true })),
        ["no replica receives from it"] = (false, f => f.NoReceiver(2, 3)),
        ["no replica answers"] = (false, f => f.Invalid(2, 3)),
        ["another root accepts writes"] = (false, f => f.Add(9, 0, 9, new("bin.000001", 4))),
        ["another root accepted writes when it was last seen"] = (false, f => f.Add(9, 0, 9, new("bin.000001", 4)).Invalid(9)),
        ["another root is read-only"] = (true, f => f.Add(9, 0, 9, new("bin.000001", 4)).Snapshot([9], s => s with { IsReadOnly = true })),
        ["it is a member of a group"] = (false, f => f.Snapshot([1], s => s with { GroupName = "g", GroupMemberRole = "PRIMARY", GroupMemberState = "ONLINE" })),
        ["it has several sources"] = (false, f => f.Snapshot([1], s => s with { OtherChannels = [new ReplicationStatus { Source = TestFleet.Key(8), Channel = "x" }] })),
        ["both of a circle accept writes"] = (false, Circle),
        ["the other of a circle is read-only"] = (true, f => { Circle(f); f.Snapshot([2], s => s with { IsReadOnly = true }); }
        ),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_is_written_only_on_a_primary_that_is_beyond_doubt(string name)
    {
        var (isWritten, change) = Cases[name];
        var fleet = new TestFleet()
            .Add(1, 0, 1, new("bin.000001", 4)).Add(2, 1, 2, new("bin.000001", 4)).Add(3, 1, 3, new("bin.000001", 4))
            .Snapshot([2, 3], s => s with { IsReadOnly = true });
        change(fleet);
        Assert.Equal(isWritten ? TestFleet.Key(1) : null, PseudoGtidTarget.Find(fleet.Topology)?.Key);
    }

    static void Circle(TestFleet fleet) => fleet
        .Snapshot([2], s => s with { IsReadOnly = false })
        .Snapshot([1], s => s with { Replication = fleet[2].Snapshot.Replication! with { Source = TestFleet.Key(2) } });
}
