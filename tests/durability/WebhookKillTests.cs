using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Alerts.Fixtures;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

/// <summary>A manager that is killed between a recovery and its webhooks sends them when it is back, with the id that they had.</summary>
public sealed class WebhookKillTests
{
    [Theory]
    [InlineData("decided and on its way to nobody", false, "decide close", 1)]
    [InlineData("on its way, and not known to be", false, "write webhook queued", 1)]
    [InlineData("about to be sent", false, "write webhook moved", 1)]
    [InlineData("arrived, and not known to have", true, "write webhook delivered", 2)]
    public async Task A_takeover_is_told_wherever_the_manager_was_killed_after_it(string when, bool isBefore, string label, int requests)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var rig = await Rig.StartAsync(
            ServerFlavor.MariaDb,
            configure: o => o with { Webhooks = [new WebhookEndpoint { Name = "ops", Url = receiver.Url, Events = ["post-failover"], TimeoutSeconds = 20 }] });
        await rig.KillAtAsync(new Boundary(isBefore, 1, label));
        rig.Manager.Recover(await rig.TakeoverAsync());
        await rig.UntilAsync($"the manager was killed: {when}", () => Task.FromResult(rig.Deaths == 1));
        await rig.UntilAsync("all was told", async () =>
            receiver.All.Count >= requests
            && await rig.StateAsync() is { ActiveRecovery: null, LastRecovery: not null, Outbox.Count: 0 }
            && !await rig.Store.GetQueuedDeliveriesAsync(CancellationToken.None).AnyAsync(TestContext.Current.CancellationToken));

        var recovery = Assert.Single(await rig.RecoveriesAsync());
        Assert.Equal([$"{recovery.Uid}-post-graceful-takeover"], receiver.All.Select(r => r.Id).Distinct());
        // What was written down may be on its way before the process that wrote it is gone: then it comes twice, under one id.
        Assert.InRange(receiver.All.Count, requests, 2);
        Assert.Equal(recovery.Successor!.Value.Port, receiver.All[0].Data.GetProperty("successorPort").GetInt32());
        var step = Assert.Single(await rig.Store.GetStepsAsync(recovery.Uid, CancellationToken.None), s => s.IsDelivery);
        Assert.Equal((true, ""), (step.EndedAt is not null, step.Error));
    }
}
