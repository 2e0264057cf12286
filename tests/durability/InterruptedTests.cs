using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

/// <summary>What changed while the manager was dead decides how the recovery ends.</summary>
public sealed class InterruptedTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Once while the replicas are cut off, and once when the candidate is about to be promoted.
    [Theory, InlineData(2, "server stop receiver"), InlineData(1, "decide promotion")]
    public async Task A_primary_that_came_back_writable_while_the_manager_was_dead_stays_the_primary_and_its_replicas_follow_it_again(int occurrence, string killedAfter)
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await KillManagerAsync(rig, new Boundary(IsBefore: false, occurrence, killedAfter), r => r.Topology.Primary.Kill());
        await rig.Topology.Primary.RestartAsync(readOnly: false, Cancelled);

        await rig.RestartManagerAsync();
        await EndsFailedAsync(rig, "answers again");
    }

    // The watch knows of a demoted primary that accepts writes, and is about to end that; meanwhile the recovery finds the same and gives it its role back.
    [Fact]
    public async Task A_primary_that_is_made_read_only_while_its_demotion_is_undone_ends_writable()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await KillManagerAsync(rig, new Boundary(IsBefore: false, 1, "decide promotion"), r => r.Topology.Primary.Kill());
        await rig.Topology.Primary.RestartAsync(readOnly: false, Cancelled);

        var (fences, looks) = (new Boundary(IsBefore: true, 1, "server end clients"), new Boundary(IsBefore: true, 1, "write step wait-for-apply ended"));
        await rig.RestartManagerAsync(fences, looks);
        await rig.UntilAsync("the watch is about to fence, and the recovery to look at the old primary", () => Task.FromResult(rig.Manager.IsHeldAt(fences) && rig.Manager.IsHeldAt(looks)));
        rig.Manager.Go(looks);
        await rig.UntilAsync("the demotion is undone", async () => await rig.StateAsync() is { ActiveRecovery: null or { IsBeingUndone: true } });
        // Time in which it would find a writable primary, and end, if it did not wait for the watch.
        await Task.Delay(200, Cancelled);
        rig.Manager.Go(fences);
        await EndsFailedAsync(rig, "answers again");
    }

    [Fact]
    public async Task A_hung_primary_that_was_fenced_and_woke_while_the_manager_was_dead_does_not_leave_the_cluster_without_a_writable_primary()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await KillManagerAsync(rig, new Boundary(IsBefore: false, 1, "server fence"), r => r.Topology.Primary.Hang());
        rig.Topology.Primary.Resume();

        // Whether it answers in time to stay the primary is its own affair; both ends are whole.
        await rig.RestartManagerAsync();
        await rig.UntilAsync("it is over", async () => await rig.StateAsync() is { ActiveRecovery: null, LastRecovery: not null, Demoted.Count: 0, Downtimes.Count: 0 });
        var recovery = Assert.Single(await rig.RecoveriesAsync());
        var primary = recovery.Successor is { } successor ? rig.ServerOf(successor) : rig.Topology.Primary;
        Assert.True(recovery.Status == RecoveryStatus.Succeeded ? recovery.Errors.Count == 0 : recovery.Errors is [var why] && why.Contains("nothing was changed", StringComparison.Ordinal));
        await AllFollowAsync(rig, primary);
    }

    [Fact]
    public async Task A_takeover_whose_candidate_died_with_the_manager_leaves_the_old_primary_writable()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        var (candidate, request) = await DesignateAsync(rig);
        await KillManagerAsync(rig, new Boundary(IsBefore: false, 1, "server read-only"), r => r.Manager.Recover(request));
        Assert.False((await ServerStatus.ReadAsync(rig.Topology.Primary)).IsWritable);
        candidate.Kill();

        await EndsWithoutAsync(rig, candidate);
    }

    [Fact]
    public async Task A_takeover_whose_candidate_died_with_the_manager_after_the_other_replica_had_moved_moves_it_back()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        var (candidate, request) = await DesignateAsync(rig);
        var promotes = new Boundary(IsBefore: true, 1, "write step promote begun");
        await rig.Manager.HoldAtAsync(promotes);
        rig.Manager.Recover(request);
        await rig.UntilAsync("the other replica has moved", () => Task.FromResult(rig.Manager.IsHeldAt(promotes) && rig.Manager.Changes.Contains("write step repoint ended")));
        Assert.Equal(candidate.Port, (await ServerStatus.ReadAsync(rig.Topology.Servers[2])).SourcePort);
        candidate.Kill();

        await EndsWithoutAsync(rig, candidate);
    }

    [Fact]
    public async Task A_recovery_that_nobody_works_on_any_more_is_ended_by_the_next()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        // As a manager leaves it whose data folder is lost, long ago.
        var lost = new RecoveryRecord { Uid = "lost", ClusterId = rig.ClusterId, Epoch = 7, Failed = rig.KeyOf(rig.Topology.Primary), StartedAt = DateTimeOffset.UtcNow.AddHours(-1) };
        await rig.Store.SaveRecoveryAsync(lost, CancellationToken.None);
        var (state, version) = await rig.Store.GetVersionedStateAsync(rig.ClusterId, CancellationToken.None);
        Assert.True(await rig.Store.TrySaveStateAsync(rig.ClusterId, state with { Epoch = 7, ActiveRecovery = lost }, version, CancellationToken.None));

        rig.Manager.Recover(await rig.TakeoverAsync());
        await rig.UntilAsync("it has answered", () => Task.FromResult(rig.Manager.Outcome is not null));
        Assert.Contains("one at a time per cluster", Assert.Single(rig.Manager.Outcome!.Errors));

        rig.Manager.Recover(await rig.TakeoverAsync() with { IsForced = true });
        await rig.UntilAsync("it has answered", () => Task.FromResult(rig.Manager.Outcome is not null));
        Assert.True(rig.Manager.Outcome!.IsSuccessful);
        var (ended, now) = (await rig.RecoveriesAsync()) switch { [var newest, var older] => (older, newest), _ => throw new InvalidOperationException("There are not two.") };
        Assert.Equal((RecoveryStatus.Failed, true), (ended.Status, ended.IsAbandoned));
        Assert.Equal((RecoveryStatus.Succeeded, 8), (now.Status, now.Epoch));
    }

    private static async Task<(DatabaseServer Candidate, RecoveryRequest Request)> DesignateAsync(Rig rig)
    {
        var candidate = rig.Topology.Servers[1];
        return (candidate, await rig.TakeoverAsync() with { Designated = rig.KeyOf(candidate) });
    }

    private static async Task EndsWithoutAsync(Rig rig, DatabaseServer candidate)
    {
        await rig.RestartManagerAsync();
        await rig.UntilAsync("the recovery ended", async () => await rig.StateAsync() is { ActiveRecovery: null, LastRecovery: not null });
        await candidate.RestartAsync(cancellationToken: Cancelled);
        await EndsFailedAsync(rig, rig.KeyOf(candidate).ToString());
    }

    private static async Task KillManagerAsync(Rig rig, Boundary boundary, Action<Rig> begin)
    {
        await rig.KillAtAsync(boundary);
        begin(rig);
        await Wait.ForAsync("the manager died", () => Task.FromResult(!rig.Manager.IsRunning), rig.DescribeAsync);
    }

    private static async Task EndsFailedAsync(Rig rig, string why)
    {
        await rig.UntilAsync("the recovery ended", async () => await rig.StateAsync() is { ActiveRecovery: null, LastRecovery: not null });
        var recovery = Assert.Single(await rig.RecoveriesAsync());
        Assert.Equal(RecoveryStatus.Failed, recovery.Status);
        Assert.Contains(why, Assert.Single(recovery.Errors));
        Assert.Empty((await rig.StateAsync()).Demoted);
        await AllFollowAsync(rig, rig.Topology.Primary);
    }

    private static async Task AllFollowAsync(Rig rig, DatabaseServer primary)
    {
        await rig.UntilAsync("all replicate from the one writable primary", async () =>
        {
            var servers = await Task.WhenAll(rig.Topology.Servers.Select(ServerStatus.ReadAsync));
            return servers.All(s => s.Port == primary.Port
                ? s is { IsWritable: true, SourcePort: null }
                : s is { IsWritable: false, Replicates: true } && s.SourcePort == primary.Port);
        });
        Assert.Equal(1, rig.MostWritable);
    }
}
