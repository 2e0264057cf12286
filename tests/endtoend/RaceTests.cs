using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class RaceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData("stop-receiver"), InlineData("wait-for-apply")]
    public async Task A_candidate_that_dies_before_its_promotion_is_passed_over_or_the_reason_is_told(string step)
    {
        var topology = new TopologyOptions { Layout = new TopologyLayout([-1, 0, 0, 0]) };
        await using var fleet = await Fleet.StartAsync(topology, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await fleet.RegisterRuleAsync(1, PromotionRule.Prefer);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync($"the step {step} of the candidate begins", async () =>
        {
            var state = await fleet.StateAsync();
            var uid = (state.ActiveRecovery ?? state.LastRecovery)?.Uid ?? "";
            return (await fleet.Store.GetStepsAsync(uid, Cancelled)).Any(s => s.Step == step && s.Target == fleet.Key(1));
        });
        fleet.Server(1).Kill();
        var recovery = await fleet.WaitForRecoveryAsync(TimeSpan.FromSeconds(60));

        Output.Write($"{recovery.Status}, successor {recovery.Successor}: {string.Join(' ', recovery.Errors)}");
        if (recovery.Successor is { } successor && successor != fleet.Key(1))
            await writer.WaitForAsync(w => w.Port == successor.Port, Cancelled);
        else if (recovery.Successor is not null)
            // It died as the new primary, which is the next failure and waits for a person.
            await fleet.WaitForAsync("the next loss is told", async () => (await fleet.StateAsync()).Block is { Reason.Length: > 0 } block && block.Instance == fleet.Key(1));
        else
            Assert.NotEmpty(recovery.Errors);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    [Fact]
    public async Task A_primary_that_is_back_at_once_keeps_its_role_or_is_fenced()
    {
        var topology = new TopologyOptions { Layout = TopologyLayout.ThreeNodes };
        await using var fleet = await Fleet.StartAsync(topology, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        RecoveryRecord? last = null;
        foreach (var pause in new[] { 0, 200, 400 })
        {
            var primary = fleet.Server((await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))!.Primary!.Value);
            primary.Kill();
            await Task.Delay(pause, Cancelled);
            await primary.RestartAsync(cancellationToken: Cancelled);
            var index = primary.ServerNumber - 1;
            await fleet.WaitForAsync("no recovery runs and the one that is back is seen", async () =>
                (await fleet.StateAsync()).ActiveRecovery is null
                && (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(index)) is { IsLastCheckValid: true, Snapshot: { IsReadOnly: true } seen } && seen.UptimeSeconds < 30);
            var recovery = (await fleet.StateAsync()).LastRecovery;
            Output.Write($"back after {pause} ms and its start: {(recovery?.Uid == last?.Uid ? "no recovery" : $"{recovery!.Status} {string.Join(' ', recovery.Errors)}")}");
            if (recovery is { Status: RecoveryStatus.Succeeded } && recovery.Uid != last?.Uid)
            {
                await OldPrimary.SettleAsync(fleet, primary, fleet.Server(recovery.Successor!.Value));
            }
            else
            {
                // As it is configured it came back read-only and nobody else was promoted: that is for a person, or for RecoverNonWriteableMaster.
                await fleet.WaitForAsync("it is still the primary", async () => (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))!.Primary == fleet.Key(index));
                await primary.ExecuteAsync("SET GLOBAL read_only=OFF", Cancelled);
                await fleet.WaitUntilWellAsync(index);
            }

            last = recovery;
            if (recovery is { Acknowledgement: null }) await fleet.AcknowledgeAsync();
        }

        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }
}
