using Ham4Db.Core.Model;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Tests.Probing;

public sealed class InstanceWatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ClusterMember _member = new() { Snapshot = new InstanceSnapshot { Key = new(DatabaseEngine.MySql, "db1", 3306), SeenAt = Now }, LastChecked = Now };

    [Fact]
    public void Probes_come_at_the_clusters_share_of_the_poll_whenever_the_first_one_was()
    {
        var (one, other) = (new InstanceWatch(_member, share: 0.4), new InstanceWatch(_member, share: 0.4));
        one.Record(_member, succeeded: true, Now - (Second * 1.5), Second * 5, Second * 60);
        Assert.Equal(Now + (Second * 2), one.NextProbe);
        // Too near to the next moment: the one after it.
        other.Record(_member, succeeded: true, Now, Second * 5, Second * 60);
        Assert.Equal(Now + (Second * 7), other.NextProbe);
        // However late within half a period a round is, the next is where it would have been.
        foreach (var late in new[] { 0, 0.3, 1, 2.4 })
        {
            one.Record(_member, succeeded: true, Now + (Second * (2 + late)), Second * 5, Second * 60);
            Assert.Equal(Now + (Second * 7), one.NextProbe);
        }
    }

    [Fact]
    public void A_clock_that_is_put_back_keeps_no_instance_from_being_probed()
    {
        var watch = new InstanceWatch(_member, share: 0);
        watch.Record(_member, succeeded: true, Now, Second * 5, Second * 60);
        Assert.False(watch.IsDue(Now, Second * 60));
        Assert.True(watch.IsDue(Now + (Second * 5), Second * 60));
        Assert.True(watch.IsDue(Now - (Second * 3600), Second * 60));
    }

    [Fact]
    public void One_that_never_answered_is_tried_again_after_a_poll()
    {
        var watch = new InstanceWatch(_member, share: 0.4);
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
        Assert.Equal(isOurPause, new InstanceWatch(_member, share: 0).WasOwnPause(TimeSpan.FromMilliseconds(tookMilliseconds), Second / 2));

    [Fact]
    public void A_manager_that_is_always_late_takes_each_fourth_silence_for_one()
    {
        var watch = new InstanceWatch(_member, share: 0);
        Assert.Equal([true, true, true, false, true], Enumerable.Range(0, 5).Select(_ => watch.WasOwnPause(Second, Second / 2)));
        Assert.False(watch.WasOwnPause(Second / 2, Second / 2));
        Assert.True(watch.WasOwnPause(Second, Second / 2));
    }
}
