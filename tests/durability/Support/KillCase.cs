using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests.Support;

/// <summary>One change of the primary, during which the manager is killed once and started again, and everything that must hold afterwards.</summary>
public sealed class KillCase(Rig rig, Boundary? boundary)
{
    /// <summary>Runs it; afterwards the cluster is whole again.</summary>
    /// <returns>The changes that a manager made which nobody killed.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(RecoveryKind kind)
    {
        var (before, recoveries, deaths, known) = (await rig.StateAsync(), await rig.RecoveriesAsync(), rig.Deaths, rig.Manager.Changes.Count);
        await using var writer = rig.NewWriter();
        await writer.WaitForAsync(w => w.Id > 3, TestContext.Current.CancellationToken);
        // A row on its way when the primary dies would be in its binary log alone, and rightly keep it from rejoining.
        if (kind == RecoveryKind.DeadPrimary) await writer.StopAsync();
        var old = rig.ServerOf(await rig.PrimaryAsync());
        if (boundary is not null) await rig.KillAtAsync(boundary);

        if (kind == RecoveryKind.PlannedTakeover) rig.Manager.Recover(await rig.TakeoverAsync());
        else old.Kill();
        await rig.UntilAsync("the recovery ended", async () =>
            await rig.StateAsync() is { ActiveRecovery: null } state && state.LastRecovery?.Uid != before.LastRecovery?.Uid);
        if (kind == RecoveryKind.DeadPrimary) await old.RestartAsync();
        await using var later = rig.NewWriter();
        await rig.UntilAsync("the old primary rejoined", async () => (await rig.StateAsync()) is { Demoted.Count: 0, Downtimes.Count: 0, Detections.Count: 0 });

        // Whether a fault is noted before its recovery ends depends on who is quicker.
        if (boundary is { Label: "decide detected" } && rig.Deaths == deaths) await rig.Manager.DisarmAsync();
        else await rig.UntilAsync($"the manager was killed {boundary}", () => Task.FromResult(rig.Deaths - deaths == (boundary is null ? 0 : 1)));

        var all = await rig.RecoveriesAsync();
        var recovery = all[0];
        Assert.Equal(recoveries.Count + 1, all.Count);
        Assert.Equal((RecoveryStatus.Succeeded, ""), (recovery.Status, string.Join('\n', recovery.Errors)));
        Assert.Equal((before.Epoch + 1, before.Epoch + 1), (recovery.Epoch, (await rig.StateAsync()).Epoch));
        await CheckServersAsync(old, recovery, writer, later);
        await CheckTimelineAsync(recovery);
        Assert.Equal(recovery.Successor, (await rig.Store.FindPrimaryKeyAsync(rig.PrimaryKeyName, CancellationToken.None)).Row!.Primary);
        return boundary is null ? [.. rig.Manager.Changes.Skip(known)] : [];
    }

    private async Task CheckServersAsync(DatabaseServer old, RecoveryRecord recovery, WriterProbe earlier, WriterProbe later)
    {
        var successor = rig.ServerOf(recovery.Successor!.Value);
        Assert.NotEqual(old, successor);
        await rig.UntilAsync("all replicate from the successor", async () =>
        {
            var servers = await Task.WhenAll(rig.Topology.Servers.Select(ServerStatus.ReadAsync));
            return servers.All(s => s.Port == successor.Port
                ? s is { IsWritable: true, SourcePort: null, WaitsForReplicas: true }
                : s is { IsWritable: false, Replicates: true } && s.SourcePort == successor.Port);
        });
        var now = RunClock.Now;
        await rig.UntilAsync("rows are written to the successor", () => Task.FromResult(later.Acknowledged.Any(w => w.SentAt > now && w.Port == successor.Port)));
        await Task.WhenAll(earlier.StopAsync(), later.StopAsync());
        foreach (var server in rig.Topology.Servers)
        {
            await rig.UntilAsync($"{server.Port} has every acknowledged row", async () =>
                (await earlier.VerifyNoneLostAsync(server)).Count + (await later.VerifyNoneLostAsync(server)).Count == 0);
        }

        Assert.Equal(1, rig.MostWritable);
    }

    private async Task CheckTimelineAsync(RecoveryRecord recovery)
    {
        var steps = await rig.Store.GetStepsAsync(recovery.Uid, CancellationToken.None);
        Assert.NotEmpty(steps);
        Assert.All(steps, s => Assert.NotNull(s.EndedAt));
        Assert.All(steps, s => Assert.True(s.Error is "" or RecoveryStepRecord.Interrupted, s.Error));
    }
}
