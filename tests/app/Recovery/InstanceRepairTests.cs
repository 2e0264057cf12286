using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Tests.Recovery;

/// <summary>Stopping one of two primaries: between the decision and the stop the other may have ceased to be one.</summary>
public sealed class InstanceRepairTests
{
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    // A run whose process died had begun: the instance may be stopped a moment later.
    [InlineData(false, true, true)]
    public async Task It_is_stopped_while_the_other_accepts_writes_and_keeps_its_role_where_nobody_began_to_stop_it(bool otherIsWritable, bool wasBegun, bool mayBeStopped)
    {
        await using var host = await ApiHost.StartAsync();
        var (keys, input) = await PrepareAsync(host);
        host.Fleet[keys[1]].IsReadOnly = !otherIsWritable;
        if (wasBegun) await host.Store.SaveStepAsync(new RecoveryStepRecord("r1", RecoveryTimeline.Fence, keys[0], "", DateTimeOffset.UtcNow, EndedAt: null, Error: ""), ApiHost.Cancellation);
        var repair = ActivatorUtilities.CreateInstance<InstanceRepair>(host.Services);
        var stop = () => repair.StopDuplicateAsync(input, input.Plan!.Steps[0], ApiHost.Cancellation);

        if (otherIsWritable) await stop();
        else Assert.Contains("does not say any more that it accepts writes", (await Assert.ThrowsAsync<InstanceOperationException>(stop)).Message, StringComparison.Ordinal);

        Assert.Equal(otherIsWritable, host.Fleet[keys[0]].IsReadOnly);
        Assert.Equal(mayBeStopped, await repair.MayHaveStoppedAsync(input, ApiHost.Cancellation));
    }

    [Theory]
    [InlineData("r1", false)]
    [InlineData("another", true)]
    public async Task Its_watch_leaves_the_stop_to_the_recovery_that_decided_it(string demotedBy, bool isFenced)
    {
        await using var host = await ApiHost.StartAsync();
        var (keys, input) = await PrepareAsync(host, demotedBy);
        var watch = new Reaction(input.Ticket.ClusterId, ActivatorUtilities.GetServiceOrCreateInstance<WatchServices>(host.Services))
        {
            State = await host.Store.GetStateAsync(input.Ticket.ClusterId, ApiHost.Cancellation),
        };
        var answer = new LivenessOutcome(IsAlive: true, IsWritable: true, null);
        Assert.Equal(isFenced, await watch.FenceIfDemotedAsync(host.Fleet[keys[0]].Snapshot(host.Fleet), answer, ApiHost.Cancellation));
        Assert.Equal(isFenced, host.Fleet[keys[0]].IsReadOnly);
    }

    private static async Task<(IReadOnlyList<InstanceKey> Keys, RecoveryStepInput Input)> PrepareAsync(ApiHost host, string demotedBy = "r1")
    {
        var keys = await host.AddClusterAsync("db");
        var id = (await host.Store.GetDirectoryAsync(ApiHost.Cancellation)).First(e => e.Key == keys[0]).ClusterId;
        var (state, version) = await host.Store.GetVersionedStateAsync(id, ApiHost.Cancellation);
        var recovery = new RecoveryRecord { Uid = "r1", ClusterId = id, Kind = RecoveryKind.DuplicatePrimary, Failed = keys[0], Epoch = 1 };
        var demoted = new DemotedInstance { Key = keys[0], ServerId = host.Fleet[keys[0]].ServerId, RecoveryUid = demotedBy };
        Assert.True(await host.Store.TrySaveStateAsync(id, state with { Epoch = 1, ActiveRecovery = recovery, Demoted = [demoted] }, version, ApiHost.Cancellation));
        var plan = new RecoveryPlan
        {
            Kind = RecoveryKind.DuplicatePrimary,
            ClusterId = id,
            OldPrimary = keys[0],
            Candidate = keys[1],
            Steps = [new(1, PlanStepKind.StopDuplicatePrimary, keys[0], null, "Stop it.")],
        };
        var request = new RecoveryRequest { ClusterId = id, Kind = RecoveryKind.DuplicatePrimary, Primary = keys[0] };
        return (keys, new RecoveryStepInput(new RecoveryTicket(id, "r1", 1), request, plan));
    }
}
