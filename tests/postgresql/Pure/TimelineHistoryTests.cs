using Ham4Db.Engines.PostgreSql.Probing;

namespace Ham4Db.Engines.PostgreSql.Tests.Pure;

public sealed class TimelineHistoryTests
{
    [Fact]
    public void A_history_file_is_read()
    {
        var history = TimelineHistory.Parse("# a comment\n1\t0/3000060\tno recovery target specified\n\n2\t1/A0\tbefore 2026-11-28 02:48:41.513+00\r\nnonsense\n");
        Assert.Equal([(1u, 0x3000060ul), (2u, 0x1_0000_00A0ul)], history);
    }

    [Theory]
    // A standby has recycled segments of the timeline that it is on, and the old ones of earlier timelines.
    [InlineData(0x3000060, 0x100000, 2)]
    [InlineData(0x4000000, 0x100000, 2)]
    [InlineData(0x4000001, 0x100000, 0)]
    [InlineData(0x100000, 0x100000, 3)]
    [InlineData(0, 0x100000, 0)]
    [InlineData(0x3000060, 0, 0)]
    public void The_timeline_is_the_newest_with_a_segment_at_the_position(long position, long size, uint expected) =>
        Assert.Equal(expected, TimelineHistory.Newest([("00000001", "0000000000000030"), ("00000002", "000000000000003F"), ("00000003", "0000000000000000")], (ulong)position, size));
}
