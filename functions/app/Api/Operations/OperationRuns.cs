using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>
/// Starts operations and recoveries, and says what became of them. What is accepted is written before it is started, and the cluster's entity opens it once: a caller
/// that does not know whether a start has come through starts it again with the same id, and changes nothing.
/// </summary>
internal sealed class OperationRuns(FleetStore store, Audit audit, TimeProvider time)
{
    // Longer than it takes to start an orchestration; after that it was not started.
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LettingGo = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>An id for what nobody gave one.</summary>
    public static string NewUid() => Guid.NewGuid().ToString("N");

    /// <summary>Accepts and starts something.</summary>
    /// <param name="wanted">What is to be done.</param>
    /// <param name="message">It in words, for the audit.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="describeRunning">Says what runs in its place.</param>
    /// <param name="cancellationToken">Gives up; it may have been started.</param>
    /// <exception cref="OperationException">Another one runs in the cluster.</exception>
    public async Task<AcceptedOperation> StartAsync(
        AcceptedOperation wanted, string message, Caller caller, Func<Task<string>> describeRunning, CancellationToken cancellationToken)
    {
        var accepted = await store.AddAcceptedAsync(wanted with { AcceptedAt = time.GetUtcNow() }, cancellationToken);
        if (accepted is not { OpenedAt: null, RefusedAt: null }) return accepted;
        if (await TryStartAsync(accepted, caller.Client, cancellationToken))
        {
            await audit.WriteAsync(accepted.Kind, accepted.ClusterId, accepted.Instance, caller, message, cancellationToken);
            return accepted;
        }

        if (await FindOwnAsync(accepted, caller.Client, cancellationToken) is not null) return accepted;
        var reason = await describeRunning();
        await store.ChangeAcceptedAsync(accepted.Uid, a => a is { OpenedAt: null } ? a with { RefusedAt = time.GetUtcNow(), Refusal = reason } : a, CancellationToken.None);
        throw new OperationException(OperationError.Conflict, reason);
    }

    /// <summary>Starts what was accepted and perhaps never started.</summary>
    /// <exception cref="OperationException">Another one runs in the cluster.</exception>
    public Task ResumeAsync(AcceptedOperation accepted, Caller caller, CancellationToken cancellationToken) => StartAsync(
        accepted,
        $"{accepted.Kind} of {accepted.Instance} was asked for.",
        caller,
        () => Task.FromResult($"{accepted.Kind} was not begun. Another operation of the cluster runs; one at a time per cluster."),
        cancellationToken);

    /// <summary>What became of something; null when there is nothing with this id.</summary>
    public async Task<OperationRun?> FindAsync(string uid, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await store.FindAcceptedAsync(uid, cancellationToken) is not { } accepted) return await FindUnacceptedAsync(uid, cancellationToken);
        if (await DescribeAsync(accepted, cancellationToken) is { } known) return known;
        var own = await FindOwnAsync(accepted, client, cancellationToken);
        // It may have begun and ended since it was looked at.
        accepted = await store.FindAcceptedAsync(uid, cancellationToken) ?? accepted;
        if (await DescribeAsync(accepted, cancellationToken) is { } begun) return begun;
        if (own is { IsCompleted: true }) return new OperationRun(accepted, OperationState.Failed, [own.FailureDetails?.ErrorMessage ?? $"It ended as {own.RuntimeStatus}."]);
        return own is null && time.GetUtcNow() - accepted.AcceptedAt > StartTime
            ? new OperationRun(accepted, OperationState.Failed, ["It was accepted and never begun, because the process ended in between. Ask for it again."])
            : new OperationRun(accepted, OperationState.Accepted, []);
    }

    /// <summary>Waits until something has ended, or for a while.</summary>
    /// <param name="uid">Its id.</param>
    /// <param name="limit">How long; null until it has ended.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Gives up; it goes on.</param>
    public async Task<OperationRun?> WaitAsync(string uid, TimeSpan? limit, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var run = await FindAsync(uid, client, cancellationToken);
            if (run is null or { HasEnded: true }) return run;
            var left = limit - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return run;
            await WaitForEndAsync(run.Accepted, left, client, cancellationToken);
        }
    }

    // Who was told that an operation has ended may ask for the next before its orchestration has let go of the id.
    private async Task<bool> TryStartAsync(AcceptedOperation accepted, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await DurableStart.TryAsync(client, NameOf(accepted), (object?)accepted.Order ?? accepted.Recovery!, InstanceOf(accepted), cancellationToken))
        {
            var state = await store.GetStateAsync(accepted.ClusterId, cancellationToken);
            var runs = accepted.Order is not null ? state.ActiveOperation is not null : state.ActiveRecovery is not null;
            if (runs || time.GetElapsedTime(start) > LettingGo) return false;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }

    private static string NameOf(AcceptedOperation accepted) => accepted.Order is not null ? nameof(OperateCluster) : nameof(RecoverCluster);

    private static string InstanceOf(AcceptedOperation accepted) =>
        accepted.Order is not null ? OperateCluster.InstanceId(accepted.ClusterId) : RecoverCluster.InstanceId(accepted.ClusterId);

    private async Task WaitForEndAsync(AcceptedOperation accepted, TimeSpan? left, DurableTaskClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (left is { } span) limit.CancelAfter(span);
        try
        {
            // Another one may run under this id by now: then there is nothing to wait for.
            if (await FindOwnAsync(accepted, client, limit.Token) is { IsCompleted: false })
                await DurableWait.ForEndAsync(client, InstanceOf(accepted), time, limit.Token);
            else
                await Task.Delay(Pause, time, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    // One orchestration of a cluster follows the other under the same id: this is about the one that was started for this.
    private static async Task<OrchestrationMetadata?> FindOwnAsync(AcceptedOperation accepted, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var found = await client.GetInstanceAsync(InstanceOf(accepted), getInputsAndOutputs: true, cancellationToken);
        var uid = accepted.Order is not null ? found?.ReadInputAs<OperationOrder>()?.Uid : found?.ReadInputAs<RecoveryRequest>()?.Uid;
        return uid == accepted.Uid ? found : null;
    }

    private async Task<OperationRun?> DescribeAsync(AcceptedOperation accepted, CancellationToken cancellationToken)
    {
        if (accepted.Refusal.Length > 0) return new OperationRun(accepted, OperationState.Refused, [accepted.Refusal]);
        if (accepted.OpenedAt is not { } openedAt) return null;
        var steps = await store.GetStepsAsync(accepted.Uid, cancellationToken);
        if (accepted.Order is not null)
            return await store.FindOperationAsync(accepted.Uid, openedAt, cancellationToken) is { } operation ? OperationRun.Of(accepted, operation, steps) : null;
        if (await store.FindRecoveryAsync(accepted.Uid, openedAt, cancellationToken) is not { } recovery) return null;
        var active = recovery.EndedAt is null ? (await store.GetStateAsync(accepted.ClusterId, cancellationToken)).ActiveRecovery : null;
        return OperationRun.Of(accepted, active?.Uid == accepted.Uid ? active : recovery, steps);
    }

    private async Task<OperationRun?> FindUnacceptedAsync(string uid, CancellationToken cancellationToken)
    {
        if (await store.GetOperationsAsync(cancellationToken).FirstOrDefaultAsync(o => o.Uid == uid, cancellationToken) is { } operation)
            return OperationRun.Of(OperationRun.AcceptanceOf(operation), operation, await store.GetStepsAsync(uid, cancellationToken));
        return await store.FindRecoveryAsync(uid, cancellationToken) is { } recovery
            ? OperationRun.Of(OperationRun.AcceptanceOf(recovery), recovery, await store.GetStepsAsync(uid, cancellationToken))
            : null;
    }
}
