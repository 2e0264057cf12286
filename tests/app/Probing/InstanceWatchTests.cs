using Ham4Db.Core.Model;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Tests.Probing;

public sealed class InstanceWatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ClusterMember _member = new() { Snapshot = new InstanceSnapshot { Key = new(DatabaseEngine.MySql, "db1", 3306), SeenAt = Now }, LastChecked = Now };

    [Fact]
    public void The_second_probe_comes_at_its_share_of_the_poll_and_the_others_a_poll_apart()
    {
        var watch = new InstanceWatch(_member, spread: Second * 2);
        watch.Record(_member, succeeded: true, Now, Second * 5, Second * 60);
        Assert.Equal(Now + (Second * 2), watch.NextProbe);
        watch.Record(_member, succeeded: true, Now + (Second * 2), Second * 5, Second * 60);
        Assert.Equal(Now + (Second * 7), watch.NextProbe);
    }

    [Fact]
    public void One_that_never_answered_is_tried_again_after_a_poll()
    {
        var watch = new InstanceWatch(_member, spread: Second * 2);
        watch.Record(_member, succeeded: false, Now, Second * 5, Second * 60);
        Assert.Equal(Now + (Second * 5), watch.NextProbe);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(600, false)]
    [InlineData(749, false)]
    [InlineData(750, true)]
    [InlineData(60_000, true)]
    public void That_no_answer_came_says_nothing_when_we_were_told_too_late_that_its_time_was_over(int tookMilliseconds, bool isOurPause) =>
        Assert.Equal(isOurPause, new InstanceWatch(_member, Second).WasOwnPause(TimeSpan.FromMilliseconds(tookMilliseconds), Second / 2));

    [Fact]
    public void A_manager_that_is_always_late_takes_each_fourth_silence_for_one()
    {
        var watch = new InstanceWatch(_member, Second);
        Assert.Equal([true, true, true, false, true], Enumerable.Range(0, 5).Select(_ => watch.WasOwnPause(Second, Second / 2)));
        Assert.False(watch.WasOwnPause(Second / 2, Second / 2));
        Assert.True(watch.WasOwnPause(Second, Second / 2));
    }
}
