using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Gtid;

/// <summary>1 is the primary, 2 replicates from it, 3 from 2.</summary>
public class ErrantTransactionsTests
{
    /// <summary>Cells: executed by 1, 2, 3 (short form), received by 2 and 3, errant on 2, errant on 3.</summary>
    public static TheoryData<string[]> Oracle => TextTable.Rows("""
        1:1-100       | 1:1-100       | 1:1-100            | 1:1-100 | 1:1-100      |         |
        1:1-100       | 1:1-100,2:1   | 1:1-100            | 1:1-100 | 1:1-100      | 2:1     |
        1:1-100       | 1:1-100,2:1-3 | 1:1-100,2:1-3      | 1:1-100 | 1:1-100,2:1  | 2:1-3   |
        1:1-100       | 1:1-100       | 1:1-100,3:1        | 1:1-100 | 1:1-100      |         | 3:1
        1:1-100       | 1:1-105       | 1:1-108            | 1:1-105 | 1:1-108      |         |
        1:1-100       | 1:1-105       | 1:1-108            |         |              |         |
        1:1-100,9:1-5 | 1:1-100,9:1-5 | 1:1-100,9:1-5      | 1:1-100 | 1:1-100      |         |
        1:1-100,9:1-5 | 1:1-100,9:1-6 | 1:1-100,9:1-6      | 1:1-100 | 1:1-100      | 9:6     |
        1:1-100,9:1-5 | 1:1-100,9:1-6 | 1:1-100,9:1-7      | 9:6     | 9:6-7        |         |
        1:1-100       | 1:1-100       | 1:1-100,2:1        | 1:1-100 | 1:1-100      |         |
        1:1-100       | 1:1-100:tag:1 | 1:1-100:tag:1      |         |              |         |
        1:1-100       | 1:1-100,2:tag:1-2 | 1:1-100        |         |              | 2:tag:1-2 |
        """);

    [Theory]
    [MemberData(nameof(Oracle))]
    public void Finds_oracle_transactions_that_the_source_never_had(string[] row)
    {
        var fleet = TestFleet.Oracle(2).From(2, 3).Executed(row[0], 1).Executed(row[1], 2).Executed(row[2], 3).Received(row[3], 2).Received(row[4], 3);
        Assert.Equal(TestFleet.Expand(row[5]), ErrantTransactions.Find(fleet.Topology, TestFleet.Key(2)));
        Assert.Equal(TestFleet.Expand(row[6]), ErrantTransactions.Find(fleet.Topology, TestFleet.Key(3)));
    }

    /// <summary>Cells: position of 1, 2 and 3, received by 2 and 3, errant on 2, errant on 3.</summary>
    public static TheoryData<string[]> MariaDb => TextTable.Rows("""
        0-1-100       | 0-1-100         | 0-1-100         | 0-1-100 | 0-1-100 |         |
        0-1-100       | 0-1-98          | 0-1-97          | 0-1-99  | 0-1-97  |         |
        0-1-100       | 0-1-103         | 0-1-104         |         |         |         |
        0-1-100       | 0-2-101         | 0-1-100         | 0-1-100 | 0-1-100 | 0-2-101 |
        0-1-100       | 0-2-100         | 0-1-99          | 0-1-99  | 0-1-99  | 0-2-100 |
        0-1-100       | 0-2-101         | 0-2-101         | 0-1-100 | 0-2-101 | 0-2-101 |
        0-1-100       | 0-1-100         | 0-3-101         | 0-1-100 | 0-1-100 |         | 0-3-101
        0-1-100       | 0-1-100,7-2-3   | 0-1-100         |         |         | 7-2-3   |
        0-1-100,7-9-3 | 0-1-100,7-9-3   | 0-1-100,7-9-3   |         |         |         |
        0-1-100,7-9-3 | 0-1-100,7-9-4   | 0-1-100,7-9-4   | 7-9-4   | 7-9-4   |         |
        0-9-100       | 0-9-100         | 0-9-100         |         |         |         |
        """);

    [Theory]
    [MemberData(nameof(MariaDb))]
    public void Finds_mariadb_positions_that_the_source_never_had(string[] row)
    {
        var fleet = TestFleet.MariaDb(2).From(2, 3).Executed(row[0], 1).Executed(row[1], 2).Executed(row[2], 3).Received(row[3], 2).Received(row[4], 3);
        Assert.Equal(row[5], ErrantTransactions.Find(fleet.Topology, TestFleet.Key(2)));
        Assert.Equal(row[6], ErrantTransactions.Find(fleet.Topology, TestFleet.Key(3)));
    }

    [Fact]
    public void A_primary_has_none_and_an_unknown_instance_is_unknown()
    {
        var topology = TestFleet.Oracle().Topology;
        Assert.Equal("", ErrantTransactions.Find(topology, TestFleet.Key(1)));
        Assert.Null(ErrantTransactions.Find(topology, TestFleet.Key(99)));
    }

    [Fact]
    public void Nothing_is_claimed_where_it_cannot_be_known()
    {
        Assert.Null(Errant(TestFleet.Oracle().From(99, 2)));
        Assert.Null(Errant(TestFleet.Oracle().Snapshot([1], s => s with { GtidKind = GtidKind.MariaDb })));
        Assert.Null(Errant(TestFleet.Oracle().Snapshot([2], s => s with { ExecutedGtidSet = "garbage" })));
        Assert.Null(Errant(TestFleet.Oracle().Executed("1:1-100,2:1", 2).Snapshot([1], s => s with { ServerId = "" }).Replication([2], r => r with { SourceServerId = "" })));
        Assert.Null(Errant(TestFleet.Oracle().Snapshot([2], s => s with { OtherChannels = [s.Replication! with { Channel = "other" }] })));
        Assert.Null(Errant(TestFleet.MariaDb().Executed("0-2-101", 2).Snapshot([1], s => s with { ServerNumber = 0 })));
        Assert.Null(Errant(TestFleet.Base().From(22293, 22294), 22294));
    }

    [Fact]
    public void Co_primaries_may_both_have_written_what_the_other_has_not_fetched_yet()
    {
        var fleet = TestFleet.Oracle(1).Add(1, 2, 1, BinlogCoordinates.None).AddGtid(1, 2).Executed("1:1-105,2:1-3", 1).Executed("1:1-103,2:1-7", 2);
        Assert.Equal("", Errant(fleet, 1));
        Assert.Equal("", Errant(fleet, 2));
    }

    static string? Errant(TestFleet fleet, int port = 2) => ErrantTransactions.Find(fleet.Topology, TestFleet.Key(port));

    /// <summary>1 was the primary and 2 took over at 0-1-100. Cells: position of 1 and of 2, what is left behind, and the same where the handover is not known.</summary>
    public static TheoryData<string[]> Handovers => TextTable.Rows("""
        0-1-100       | 0-1-100       |         |
        0-1-100       | 0-2-800       |         |
        0-1-98        | 0-2-800       |         |
        0-1-103       | 0-1-100       | 0-1-103 | 0-1-103
        0-1-103       | 0-2-800       | 0-1-103 |
        0-2-500       | 0-2-800       |         |
        7-1-3,0-1-100 | 0-2-800       | 7-1-3   | 7-1-3
        """);

    [Theory]
    [MemberData(nameof(Handovers))]
    public void What_a_demoted_mariadb_primary_wrote_alone_is_found_however_much_its_successor_has_written(string[] row)
    {
        var (old, successor) = (Snapshot(1, row[0]), Snapshot(2, row[1]));
        Assert.Equal(row[2], ErrantTransactions.LeftBehind(old, successor, "0-1-100").ToString());
        Assert.Equal(row[3], ErrantTransactions.LeftBehind(old, successor, "").ToString());

        static InstanceSnapshot Snapshot(int number, string position) =>
            new() { Key = TestFleet.Key(number), SeenAt = default, GtidKind = GtidKind.MariaDb, ServerNumber = number, ExecutedGtidSet = position };
    }
}
