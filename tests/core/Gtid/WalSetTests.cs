using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.Gtid;

public sealed class WalSetTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1:0/0-0/3000060", "1:0/0-0/3000060")]
    [InlineData(" 2:0/3000060-0/5000148 , 1:0/0-0/3000060", "1:0/0-0/3000060,2:0/3000060-0/5000148")]
    [InlineData("1:0/0-0/10,1:0/10-0/20", "1:0/0-0/20")]
    [InlineData("4294967295:FF/0-100/ffffffff", "4294967295:FF/0-100/FFFFFFFF")]
    public void Text_is_read_and_written(string text, string canonical) => Assert.Equal(canonical, GtidSet.Parse(GtidKind.Wal, text).ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("1:0/0")]
    [InlineData("0:0/0-0/10")]
    [InlineData("-1:0/0-0/10")]
    [InlineData("1:0-10")]
    [InlineData("1:0/10-0/10")]
    [InlineData("1:0/20-0/10")]
    [InlineData("1:0/0-0/100000000")]
    [InlineData("1:0/0-FFFFFFFF/0")]
    [InlineData("x:0/0-0/10")]
    public void Malformed_text_is_named(string text)
    {
        Assert.False(GtidSet.TryParse(GtidKind.Wal, text, out _));
        Assert.Throws<FormatException>(() => GtidSet.Parse(GtidKind.Wal, text));
    }

    [Theory]
    [InlineData(1, "0/3000060", "1:0/0-0/3000060")]
    [InlineData(2, "0/5000000", "1:0/0-0/3000060,2:0/3000060-0/5000000")]
    [InlineData(3, "0/9000000", "1:0/0-0/3000060,2:0/3000060-0/7000000,3:0/7000000-0/9000000")]
    // It follows timeline 2 and has not got to where that begins.
    [InlineData(2, "0/2000000", "1:0/0-0/2000000")]
    [InlineData(2, "0/3000060", "1:0/0-0/3000060")]
    public void A_server_has_each_timeline_up_to_where_it_was_left(uint timeline, string position, string expected)
    {
        Assert.True(WalSet.TryParsePosition(position, out var end));
        var set = WalSet.Of([(1, 0x3000060), (2, 0x7000000)], timeline, end);
        Assert.Equal(expected, set.ToString());
        Assert.Equal((long)end, set.Count);
        Assert.Equal(end, set.End);
    }

    [Theory]
    // own | other                                            | contains | diverges | what only this one has
    [InlineData("1:0/0-0/30", "1:0/0-0/30", true, false, "")]
    [InlineData("1:0/0-0/30", "1:0/0-0/20", true, false, "1:0/20-0/30")]
    [InlineData("1:0/0-0/20", "1:0/0-0/30", false, false, "")]
    // An old primary that wrote on after the others had left its timeline.
    [InlineData("1:0/0-0/35", "1:0/0-0/30,2:0/30-0/90", false, true, "1:0/30-0/35")]
    [InlineData("1:0/0-0/30", "1:0/0-0/30,2:0/30-0/90", false, false, "")]
    [InlineData("1:0/0-0/30,2:0/30-0/90", "1:0/0-0/30", true, false, "2:0/30-0/90")]
    // Two that were promoted at different places gave the same number to different timelines.
    [InlineData("1:0/0-0/30,2:0/30-0/90", "1:0/0-0/40,2:0/40-0/90", false, true, "2:0/30-0/40")]
    // One skipped a timeline that the other went through.
    [InlineData("1:0/0-0/30,2:0/30-0/50", "1:0/0-0/30,3:0/30-0/90", false, true, "2:0/30-0/50")]
    public void Sets_are_compared(string own, string other, bool contains, bool diverges, string beyond)
    {
        var (a, b) = (WalSet.Parse(own), WalSet.Parse(other));
        Assert.Equal(contains, a.Contains(b));
        Assert.Equal(diverges, a.DivergesFrom(b));
        Assert.Equal(beyond, a.Subtract(b).ToString());
        Assert.Equal(a.Subtract(b).Count, a.CountBeyond(b));
        Assert.True(a.Union(b).Contains(a) && a.Union(b).Contains(b));
    }

    [Fact]
    public void Sets_of_other_kinds_are_refused() =>
        Assert.Throws<ArgumentException>(() => WalSet.Parse("1:0/0-0/1").Contains(GtidSet.Parse(GtidKind.MariaDb, "0-1-1")));

    [Fact]
    public void Amounts_are_bytes() => Assert.Equal(("1 byte of WAL", "96 bytes of WAL"), (WalSet.Parse("").Amount(1), WalSet.Parse("").Amount(96)));
}
