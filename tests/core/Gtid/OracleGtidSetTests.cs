using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Gtid;

public class OracleGtidSetTests
{
    const string A = "aaaaaaaa-0000-0000-0000-000000000001";
    const string B = "bbbbbbbb-0000-0000-0000-000000000002";

    /// <summary>Cells: text, canonical text, count. A and B stand for UUIDs, ~ for a line break.</summary>
    public static TheoryData<string[]> Texts => TextTable.Rows("""
                                    |                       | 0
        ,~ ,                        |                       | 0
        A:1                         | A:1                   | 1
        A:1-5                       | A:1-5                 | 5
        A:1-5:7                     | A:1-5:7               | 6
        A:7:1-5                     | A:1-5:7               | 6
        A:1-5:6-9                   | A:1-9                 | 9
        A:1-5:3-9                   | A:1-9                 | 9
        A:3:3                       | A:3                   | 1
        B:1,A:1                     | A:1,B:1               | 2
        A:1,A:2                     | A:1-2                 | 2
        A:1,~B:4-5                  | A:1,B:4-5             | 3
        ~ A : 1 - 5 ,~ B:2 ~        | A:1-5,B:2             | 6
        A:1-5:tag:1-3               | A:1-5:tag:1-3         | 8
        A:tag:1-3                   | A:tag:1-3             | 3
        A:x:1:b:2:4                 | A:b:2:4:x:1           | 3
        A:Tag:1,A:TaG:2             | A:tag:1-2             | 2
        A:_t1:9                     | A:_t1:9               | 1
        A:1-9223372036854775807     | A:1-9223372036854775807 | 9223372036854775807
        A:1-9223372036854775807,B:1 | A:1-9223372036854775807,B:1 | 9223372036854775807
        """);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reads_and_writes_canonical_text(string[] row)
    {
        var set = GtidSet.Parse(GtidKind.Oracle, Full(row[0]));
        Assert.Equal(Full(row[1]), set.ToString());
        Assert.Equal(long.Parse(row[2]), set.Count);
        Assert.Equal(set, GtidSet.Parse(GtidKind.Oracle, set.ToString()));
        Assert.Equal(row[1].Length == 0, set.IsEmpty);
    }

    [Theory]
    [InlineData("AAAAAAAA-0000-0000-0000-000000000001:1")]
    [InlineData("{aaaaaaaa-0000-0000-0000-000000000001}:1")]
    [InlineData("aaaaaaaa000000000000000000000001:1")]
    public void Knows_every_form_of_a_uuid(string text) => Assert.Equal($"{A}:1", GtidSet.Parse(GtidKind.Oracle, text).ToString());

    /// <summary>Numbers after a tag belong to the tag, however many there are.</summary>
    [Fact]
    public void Numbers_follow_the_last_tag()
    {
        var set = GtidSet.Parse(GtidKind.Oracle, Full("A:1:t:1-3:5"));
        Assert.Equal(5, set.Count);
        Assert.True(set.Contains(GtidSet.Parse(GtidKind.Oracle, Full("A:t:5"))));
        Assert.False(set.Contains(GtidSet.Parse(GtidKind.Oracle, Full("A:5"))));
    }

    /// <summary>Cells: text, what the message must name.</summary>
    public static TheoryData<string[]> Malformed => TextTable.Rows("""
        hello                 | 'hello'
        1-2-3                 | '1-2-3'
        A                     | has no numbers after it
        A:                    | ''
        A:0                   | '0'
        A:5-3                 | '5-3'
        A:1-                  | '1-'
        A:-1                  | '-1'
        A:1-2-3               | '1-2-3'
        A:99999999999999999999 | '99999999999999999999'
        A:tag                 | 'tag'
        A:one:two:3           | 'one'
        A:ta-g:1              | 'ta-g'
        A:abcdefghijklmnopqrstuvwxyzabcdefg:1 | 'abcdefghijklmnopqrstuvwxyzabcdefg'
        B:1,A:x!:1            | 'x!'
        """);

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Names_the_malformed_part(string[] row)
    {
        var error = Assert.Throws<FormatException>(() => GtidSet.Parse(GtidKind.Oracle, Full(row[0])));
        Assert.Contains(row[1], error.Message);
        Assert.False(GtidSet.TryParse(GtidKind.Oracle, Full(row[0]), out _));
    }

    [Fact]
    public void A_message_about_hostile_text_is_short_and_clean()
    {
        var error = Assert.Throws<FormatException>(() => GtidSet.Parse(GtidKind.Oracle, new string('x', 5000) + "\u001b[31m"));
        Assert.True(error.Message.Length < 300);
        Assert.DoesNotContain(Assert.Throws<FormatException>(() => GtidSet.Parse(GtidKind.Oracle, "\u001b[31m")).Message, char.IsControl);
    }

    /// <summary>Cells: a, b, a contains b, a - b, a + b.</summary>
    public static TheoryData<string[]> Pairs => TextTable.Rows("""
        A:1-10          | A:3-5        | yes | A:1-2:6-10      | A:1-10
        A:1-10          | A:1-10       | yes |                 | A:1-10
        A:3-5           | A:1-10       | no  |                 | A:1-10
        A:1-5:8-12      | A:4-9        | no  | A:1-3:10-12     | A:1-12
        A:1-10          |              | yes | A:1-10          | A:1-10
                        | A:1          | no  |                 | A:1
        A:1-3           | B:1-3        | no  | A:1-3           | A:1-3,B:1-3
        A:1-3,B:1       | B:1          | yes | A:1-3           | A:1-3,B:1
        A:1-3           | A:t:1-3      | no  | A:1-3           | A:1-3:t:1-3
        A:1-3:t:1-3     | A:t:2        | yes | A:1-3:t:1:3     | A:1-3:t:1-3
        A:1-2:4-5:7-8   | A:2-7        | no  | A:1:8           | A:1-8
        A:2             | A:1:3        | no  | A:2             | A:1-3
        """);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Computes_with_sets(string[] row)
    {
        var (a, b) = (GtidSet.Parse(GtidKind.Oracle, Full(row[0])), GtidSet.Parse(GtidKind.Oracle, Full(row[1])));
        Assert.Equal(row[2] == "yes", a.Contains(b));
        Assert.Equal(Full(row[3]), a.Subtract(b).ToString());
        Assert.Equal(Full(row[4]), a.Union(b).ToString());
        Assert.Equal(a.Subtract(b).Count, a.CountBeyond(b));
        Assert.False(a.DivergesFrom(b));
    }

    [Fact]
    public void Leaves_out_servers_whatever_the_tag()
    {
        var set = OracleGtidSet.Parse(Full("A:1-3:t:1-3,B:7"));
        Assert.Equal(Full("B:7"), set.WithoutServers([A.ToUpperInvariant(), "not a uuid"]).ToString());
    }

    [Fact]
    public void Kinds_do_not_mix()
    {
        var (oracle, maria) = (GtidSet.Empty(GtidKind.Oracle), GtidSet.Empty(GtidKind.MariaDb));
        Assert.Throws<ArgumentException>(() => oracle.Union(maria));
        Assert.Throws<ArgumentException>(() => maria.Contains(oracle));
        Assert.Throws<ArgumentOutOfRangeException>(() => GtidSet.Parse(GtidKind.None, ""));
        Assert.False(GtidSet.TryParse(GtidKind.None, "", out _));
        Assert.False(GtidSet.TryParse(GtidKind.Oracle, null, out _));
        Assert.False(oracle.Equals(maria));
    }

    static string Full(string text) => text.Replace("A", A, StringComparison.Ordinal).Replace("B", B, StringComparison.Ordinal).Replace('~', '\n');
}
