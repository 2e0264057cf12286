using Ham4Db.Core.Model;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Operations;

/// <summary>Operations by Pseudo-GTID: 1 is the primary; 2, 3 and 4 replicate from it, 5 and 6 from 2, all by position.</summary>
public class MatchTests
{
    static readonly OperationPolicy Configured = new() { IsPseudoGtidConfigured = true };

    /// <summary>Cells: operation, state of the fleet, steps or a part of the refusal.</summary>
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        match 5 3                |          | 1 repoint-pseudo-gtid 5<3
        match 3 2                |          | 1 repoint-pseudo-gtid 3<2
        match 2 5                |          | testhost:2 cannot be below it
        match 1 2                |          | testhost:1 is not a replica
        match 5 3                | dead 2   | 1 repoint-pseudo-gtid 5<3
        match 5 3                | dead 3   | testhost:3 cannot be reached
        match 5 3                | gtid 5   | testhost:5 positions itself by GTID
        match 5 3                | format 5 | The binary log format of testhost:5 is MIXED and that of testhost:3 STATEMENT
        match-up 5               |          | 1 repoint-pseudo-gtid 5<1
        match-up 5               | dead 2   | 1 repoint-pseudo-gtid 5<1
        match-up 2               |          | testhost:1 replicates from nobody
        match-up 1               |          | no known source
        rematch 5                |          | 1 repoint-pseudo-gtid 5<2
        rematch 1                |          | The source of testhost:1 is not known
        match-replicas 2 3       |          | 1 repoint-pseudo-gtid 5<3, 1 repoint-pseudo-gtid 6<3
        match-replicas 2 5       | dead 2   | 1 repoint-pseudo-gtid 6<5
        match-up-replicas 2      | dead 2   | 1 repoint-pseudo-gtid 5<1, 1 repoint-pseudo-gtid 6<1
        match-up-replicas 1      |          | there is no tier above it
        regroup-replicas-pgtid 2 | dead 2   | 1 repoint-pseudo-gtid 6<5
        regroup-replicas-pgtid 2 | ahead 6  | 1 repoint-pseudo-gtid 6<5
        regroup-replicas-pgtid 3 |          | testhost:3 has no replicas
        make-local-master 5      | dead 2   | 1 repoint-pseudo-gtid 5<1, 2 repoint-pseudo-gtid 6<5
        make-local-master 2      |          | testhost:2 is not a replica of an intermediate
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Plans_by_pseudo_gtid_or_says_what_stands_against_it(string[] row) =>
        Assert.Contains(row[2], OperationText.Of(OperationText.Plan(Fleet(row[1]), row[0], Configured)), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_configured_is_refused_before_anything_stops() =>
        Assert.Contains("AutoPseudoGTID", OperationText.Of(OperationText.Plan(Fleet(""), "match 5 3")), StringComparison.Ordinal);

    [Fact]
    public void Relocation_takes_it_where_nothing_else_does()
    {
        Assert.EndsWith("repoint-pseudo-gtid 5<3", OperationText.Of(OperationText.Plan(Fleet("dead 2"), "relocate 5 3", Configured)), StringComparison.Ordinal);
        Assert.DoesNotContain("pseudo-gtid", OperationText.Of(OperationText.Plan(TestFleet.Oracle(), "relocate 3 2", Configured)), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_leads_a_group_is_said()
    {
        var plan = OperationText.Plan(Fleet("ahead 6").Invalid(2), "regroup-replicas-pgtid 2", Configured);
        Assert.Equal(TestFleet.Key(6), plan.Chosen);
        Assert.Equal(TestFleet.Key(1), OperationText.Plan(Fleet("dead 2"), "match-up-replicas 2", Configured).Chosen);
    }

    static TestFleet Fleet(string change)
    {
        var fleet = new TestFleet();
        foreach (var (port, source) in ((int, int)[])[(1, 0), (2, 1), (3, 1), (4, 1), (5, 2), (6, 2)]) fleet.Add(port, source, port, new BinlogCoordinates("bin.000001", 4));
        var words = change.Split(' ');
        int[] ports = [.. words.Skip(1).Select(int.Parse)];
        return words[0] switch
        {
            "dead" => fleet.Invalid(ports),
            "gtid" => fleet.Replication(ports, r => r with { UsesOracleGtid = true }),
            "format" => fleet.Snapshot(ports, s => s with { BinlogFormat = "MIXED" }),
            "ahead" => fleet.Replication(ports, r => r with { Executed = new BinlogCoordinates("mysql-bin.1000000", 4), Read = new BinlogCoordinates("mysql-bin.1000000", 4) }),
            _ => fleet,
        };
    }
}
