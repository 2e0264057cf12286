using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Functions.Clusters;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

/// <summary>Two managers, each with a data folder and so with entities of its own, share one store and one topology.</summary>
public sealed class TwoManagersTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly Boundary Deciding = new(IsBefore: true, 1, "decide open");

    [Fact]
    public async Task Of_two_that_begin_a_failover_at_the_same_moment_one_does_it_and_the_other_changes_nothing()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await using var second = await StartSecondAsync(rig);
        ManagerProcess[] both = [rig.Manager, second];
        foreach (var manager in both) await manager.HoldAtAsync(Deciding);
        var before = both.ToDictionary(m => m, m => m.Changes.Count);
        rig.Topology.Primary.Kill();
        await rig.UntilAsync("both are about to begin", () => Task.FromResult(both.All(m => m.IsHeldAt(Deciding))));
        foreach (var manager in both) manager.Go(Deciding);
        await rig.UntilAsync("the recovery ended", async () => await rig.StateAsync() is { ActiveRecovery: null, LastRecovery: not null });

        var loser = Assert.Single(both, m => !m.Changes.Contains("write recovery Running"));
        Assert.DoesNotContain(loser.Changes.Skip(before[loser]), c => c.StartsWith("server ", StringComparison.Ordinal));
        await rig.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        await EndsWellAsync(rig, epoch: 1);
    }

    [Fact]
    public async Task Of_two_that_are_told_to_hand_over_one_does_it_and_the_other_says_why_not()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await using var second = await StartSecondAsync(rig);
        ManagerProcess[] both = [rig.Manager, second];
        for (var round = 1; round <= 3; round++)
        {
            // First at the very same moment, then as it happens.
            var request = await rig.TakeoverAsync();
            if (round == 1)
            {
                foreach (var manager in both) await manager.HoldAtAsync(Deciding);
            }

            foreach (var manager in both) manager.Recover(request);
            if (round == 1)
            {
                await rig.UntilAsync("both are about to begin", () => Task.FromResult(both.All(m => m.IsHeldAt(Deciding))));
                foreach (var manager in both) manager.Go(Deciding);
            }

            await rig.UntilAsync("both have answered", () => Task.FromResult(both.All(m => m.Outcome is not null)));
            Assert.Single(both, m => m.Outcome!.IsSuccessful);
            var refused = Assert.Single(both, m => !m.Outcome!.IsSuccessful).Outcome!;
            Assert.Contains(refused.WasAttempted ? "The takeover was asked for while" : "one at a time per cluster", Assert.Single(refused.Errors));
            Assert.Equal(round, (await rig.RecoveriesAsync()).Count(r => r.Status == RecoveryStatus.Succeeded));
            await AllFollowAsync(rig);
        }

        Assert.Equal(1, rig.MostWritable);
    }

    [Fact]
    public async Task A_recovery_whose_manager_died_is_left_to_it_by_the_other_and_goes_on_with_it()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await using var second = await StartSecondAsync(rig);
        await rig.Manager.KillAtAsync(new Boundary(IsBefore: false, 1, "write step promote begun"));
        rig.Manager.Recover(await rig.TakeoverAsync());
        await Wait.ForAsync("the first died", () => Task.FromResult(!rig.Manager.IsRunning), rig.DescribeAsync);

        var known = second.Changes.Count;
        second.Recover(await rig.TakeoverAsync());
        await Wait.ForAsync("the second has answered", () => Task.FromResult(second.Outcome is not null), rig.DescribeAsync);
        Assert.False(second.Outcome!.WasAttempted);
        Assert.Contains("one at a time per cluster", Assert.Single(second.Outcome.Errors));
        Assert.DoesNotContain(second.Changes.Skip(known), c => c.StartsWith("server ", StringComparison.Ordinal));

        await rig.RestartManagerAsync();
        await EndsWellAsync(rig, epoch: 1);
    }

    [Fact]
    public async Task A_recovery_that_was_overtaken_while_its_manager_was_dead_changes_nothing_more()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await rig.Manager.KillAtAsync(new Boundary(IsBefore: true, 1, "write step promote begun"));
        rig.Manager.Recover(await rig.TakeoverAsync());
        await Wait.ForAsync("it died", () => Task.FromResult(!rig.Manager.IsRunning), rig.DescribeAsync);
        var (state, version) = await rig.Store.GetVersionedStateAsync(rig.ClusterId, CancellationToken.None);
        var newer = state.ActiveRecovery! with { Uid = "newer", Epoch = state.Epoch + 1 };
        Assert.True(await rig.Store.TrySaveStateAsync(rig.ClusterId, state with { Epoch = newer.Epoch, ActiveRecovery = newer }, version, CancellationToken.None));

        await rig.RestartManagerAsync();
        await rig.UntilAsync("it noticed", async () =>
            (await rig.Store.GetStepsAsync(state.ActiveRecovery!.Uid, CancellationToken.None)).Any(s => s.Error.Contains("is not in charge", StringComparison.Ordinal)));
        rig.Manager.Recover(await rig.TakeoverAsync());
        await rig.UntilAsync("it gave up, since it answers the next request", () => Task.FromResult(rig.Manager.Outcome is not null));
        Assert.Contains("Recovery newer of", Assert.Single(rig.Manager.Outcome!.Errors));
        Assert.DoesNotContain(rig.Manager.Changes, c => c.StartsWith("server ", StringComparison.Ordinal));
        Assert.Equal("newer", (await rig.StateAsync()).ActiveRecovery!.Uid);
        Assert.Equal(1, rig.MostWritable);
    }

    [Fact]
    public async Task A_server_that_another_operator_has_locked_is_left_alone()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        var primary = rig.Topology.Primary;
        await using var operatorSession = await primary.OpenAsync(Cancelled);
        await using var command = operatorSession.CreateCommand();
        command.CommandText = $"SELECT GET_LOCK('{new RecoveryTicket(rig.ClusterId, "", 0).LockName}', 0)";
        Assert.Equal(1, Convert.ToInt32(await command.ExecuteScalarAsync(Cancelled)));

        rig.Manager.Recover(await rig.TakeoverAsync());
        await rig.UntilAsync("it has answered", () => Task.FromResult(rig.Manager.Outcome is not null));
        Assert.Contains($"Another operator holds the lock 'ham4db.{rig.ClusterId}' on {rig.KeyOf(primary)}", Assert.Single(rig.Manager.Outcome!.Errors));
        Assert.DoesNotContain(rig.Manager.Changes, c => c.StartsWith("server ", StringComparison.Ordinal));
        Assert.True((await ServerStatus.ReadAsync(primary)).IsWritable);
        Assert.Equal(RecoveryStatus.Failed, Assert.Single(await rig.RecoveriesAsync()).Status);
        Assert.Empty((await rig.StateAsync()).Demoted);
    }

    private static async Task<ManagerProcess> StartSecondAsync(Rig rig)
    {
        var second = ManagerProcess.Start(rig.OptionsOf("second"));
        await rig.UntilAsync("the second is ready", () => Task.FromResult(second.Lines.Contains("ready")));
        return second;
    }

    private static async Task EndsWellAsync(Rig rig, long epoch)
    {
        await rig.UntilAsync("it is over", async () => await rig.StateAsync() is { ActiveRecovery: null, Demoted.Count: 0, Downtimes.Count: 0 });
        var recovery = Assert.Single(await rig.RecoveriesAsync());
        Assert.Equal((RecoveryStatus.Succeeded, "", epoch), (recovery.Status, string.Join('\n', recovery.Errors), (await rig.StateAsync()).Epoch));
        await AllFollowAsync(rig);
        Assert.Equal(1, rig.MostWritable);
    }

    private static Task AllFollowAsync(Rig rig) => rig.UntilAsync("all replicate from the one writable primary", async () =>
    {
        var primary = rig.ServerOf(await rig.PrimaryAsync()).Port;
        var servers = await Task.WhenAll(rig.Topology.Servers.Select(ServerStatus.ReadAsync));
        return servers.All(s => s.Port == primary ? s.IsWritable : s is { IsWritable: false, Replicates: true } && s.SourcePort == primary);
    });
}
