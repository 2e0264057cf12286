using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Gtid;

public class MariaDbGtidSetTests
{
    /// <summary>Cells: text, canonical text, count. ~ stands for a line break.</summary>
    public static TheoryData<string[]> Texts => TextTable.Rows("""
                               |                  | 0
        0-1-5                  | 0-1-5            | 5
        1-2-7,0-1-5            | 0-1-5,1-2-7      | 12
        ~ 0-1-5 ,~ 1-2-7~      | 0-1-5,1-2-7      | 12
        0-1-5,0-2-9            | 0-2-9            | 9
        0-2-9,0-1-5            | 0-2-9            | 9
        0-2-5,0-1-5            | 0-1-5,0-2-5      | 5
        0-1-18446744073709551615 | 0-1-18446744073709551615 | 9223372036854775807
        """);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reads_and_writes_canonical_text(string[] row)
    {
        var set = GtidSet.Parse(GtidKind.MariaDb, row[0].Replace('~', '\n'));
        Assert.Equal(row[1], set.ToString());
        Assert.Equal(long.Parse(row[2]), set.Count);
        Assert.Equal(set, GtidSet.Parse(GtidKind.MariaDb, set.ToString()));
    }

    /// <summary>Cells: text, what the message must name.</summary>
    public static TheoryData<string[]> Malformed => TextTable.Rows("""
        hello        | 'hello'
        0-1          | '0-1'
        0-1-2-3      | '0-1-2-3'
        x-1-2        | 'x' is not a domain
        0-x-2        | 'x' is not a server id
        0-1-x        | 'x' is not a sequence
        0-1-0        | '0' is not a sequence
        4294967296-1-1 | '4294967296' is not a domain
        0-1-5,1--2   | '' is not a server id
        """);

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Names_the_malformed_part(string[] row) =>
        Assert.Contains(row[1], Assert.Throws<FormatException>(() => GtidSet.Parse(GtidKind.MariaDb, row[0])).Message);

    /// <summary>Cells: a, b, a contains b, a has at least b, they diverge, a - b, a + b, transactions of a that b lacks.</summary>
    public static TheoryData<string[]> Pairs => TextTable.Rows("""
        0-1-10       | 0-1-7        | yes | yes | no  | 0-1-10 | 0-1-10       | 3
        0-1-7        | 0-1-10       | no  | no  | no  |        | 0-1-10       | 0
        0-1-10       | 0-1-10       | yes | yes | no  |        | 0-1-10       | 0
        0-1-5        | 0-2-5        | no  | yes | yes | 0-1-5  | 0-1-5,0-2-5  | 1
        0-1-5,0-2-5  | 0-2-5        | yes | yes | yes | 0-1-5  | 0-1-5,0-2-5  | 1
        0-3-6        | 0-1-5,0-2-5  | yes | yes | no  | 0-3-6  | 0-3-6        | 1
        0-2-6        | 0-1-5        | yes | yes | no  | 0-2-6  | 0-2-6        | 1
        0-1-5        | 1-1-5        | no  | no  | no  | 0-1-5  | 0-1-5,1-1-5  | 5
        0-1-5,1-1-5  | 1-1-4        | yes | yes | no  | 0-1-5,1-1-5 | 0-1-5,1-1-5 | 6
        0-1-5        |              | yes | yes | no  | 0-1-5  | 0-1-5        | 5
                     | 0-1-5        | no  | no  | no  |        | 0-1-5        | 0
        """);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Compares_positions_domain_by_domain(string[] row)
    {
        var (a, b) = (MariaDbGtidSet.Parse(row[0]), MariaDbGtidSet.Parse(row[1]));
        Assert.Equal(row[2] == "yes", a.Contains(b));
        Assert.Equal(row[3] == "yes", a.HasAtLeast(b));
        Assert.Equal(row[4] == "yes", a.DivergesFrom(b));
        Assert.Equal(row[5], a.Subtract(b).ToString());
        Assert.Equal(row[6], a.Union(b).ToString());
        Assert.Equal(long.Parse(row[7]), a.CountBeyond(b));
    }

    [Fact]
    public void The_same_sequence_from_another_server_is_never_equal() =>
        Assert.NotEqual(GtidSet.Parse(GtidKind.MariaDb, "0-1-5"), GtidSet.Parse(GtidKind.MariaDb, "0-2-5"));
}
