using Ham4Db.Core.Model;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Api;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, 1000, 3, 0, true, true, 3)]
    [InlineData(true, 1000, 20, 0, false, true, 20)]
    [InlineData(true, 1000, 26, 0, false, false, 26)]
    [InlineData(true, 2, 26, 0, true, true, 2)]
    [InlineData(true, 4, null, 0, true, true, 4)]
    [InlineData(false, 3, 1, 0, true, true, 500)]
    [InlineData(false, 1000, 1, 0, false, false, 500)]
    // The next heartbeat was promised for 30 s after the last: until then, and a while after, the last one is good.
    [InlineData(true, 1000, 35, 30, true, true, 35)]
    [InlineData(true, 1000, 36, 30, false, true, 36)]
    [InlineData(true, 1000, 56, 30, false, false, 56)]
    [InlineData(true, 34, 40, 30, true, true, 34)]
    [InlineData(false, 20, 10, 30, false, true, 500)]
    [InlineData(false, 26, 10, 30, false, false, 500)]
    public void The_heartbeat_vouches_for_valid_instances_only(
        bool isValid, int rowAge, int? heartbeatAge, int interval, bool isUpToDate, bool isRecent, long secondsSinceLastSeen)
    {
        var member = new ClusterMember
        {
            IsLastCheckValid = isValid,
            LastChecked = Now.AddSeconds(-rowAge),
            Snapshot = new InstanceSnapshot { Key = ScriptedFleet.Key("db1"), SeenAt = Now.AddSeconds(-500) },
        };
        var heartbeat = heartbeatAge is { } age ? new Heartbeat(Now.AddSeconds(-age), "test", interval) : null;
        var freshness = Freshness.Of(member, heartbeat, pollSeconds: 5, Now);
        Assert.Equal(
            (isValid, isUpToDate, isRecent, secondsSinceLastSeen),
            (freshness.IsLastCheckValid, freshness.IsUpToDate, freshness.IsRecentlyChecked, freshness.SecondsSinceLastSeen));
    }
}
