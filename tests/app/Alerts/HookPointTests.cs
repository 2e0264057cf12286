using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Alerts;

public sealed class HookPointTests
{
    [Theory]
    [InlineData("", "detection detection-ended post-failover post-primary-failover post-intermediate-failover post-graceful-takeover post-unsuccessful-failover post-take-primary")]
    [InlineData("pre-failover", "pre-failover pre-graceful-takeover")]
    [InlineData("pre-graceful-takeover", "pre-graceful-takeover")]
    [InlineData("post-failover", "post-failover post-primary-failover post-intermediate-failover post-graceful-takeover")]
    [InlineData("post-primary-failover", "post-primary-failover post-graceful-takeover")]
    [InlineData("post-unsuccessful-failover detection", "detection post-unsuccessful-failover")]
    [InlineData("post-failover post-primary-failover", "post-failover post-primary-failover post-intermediate-failover post-graceful-takeover")]
    public void A_name_chooses_the_moments_at_which_orchestrator_ran_its_hooks(string names, string points)
    {
        var endpoint = new WebhookEndpoint { Events = names.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
        Assert.Equal(points.Split(' '), HookPoint.All.Where(point => HookEvents.Wants(endpoint, point, "db1:3306", "shop")));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("alias=shop", true)]
    [InlineData("alias=blog", false)]
    [InlineData("^db", true)]
    public void Clusters_are_chosen_by_filters(string filter, bool expected) => Assert.Equal(
        expected, HookEvents.Wants(new WebhookEndpoint { Clusters = filter.Length == 0 ? [] : [filter] }, HookPoint.Detection, "db1:3306", "shop"));

    [Fact]
    public void Pauses_grow_to_an_hour_and_are_never_the_same_for_all()
    {
        Assert.Equal([1, 2, 4, 8], Enumerable.Range(1, 4).Select(n => WebhookSchedule.After(n, 0).TotalSeconds));
        Assert.Equal([0.5, 1, 2], Enumerable.Range(1, 3).Select(n => WebhookSchedule.After(n, 1).TotalSeconds));
        Assert.Equal(3600, WebhookSchedule.After(100, 0).TotalSeconds);
    }
}
