using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Probing;
using Ham4Db.OpenGaussAgent.Protocol;
using AgentAction = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Engines.OpenGauss.Sessions;

/// <content>Following a source. A standby of openGauss knows all nodes and finds its primary by itself, a cascade standby a standby.</content>
internal sealed partial class OpenGaussSession
{
    /// <inheritdoc/>
    /// <remarks>Nothing is done: openGauss has no standby that lives and does not receive. Positions are final because the source is down, fenced or cut off.</remarks>
    public Task StopReplicationAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="StopReplicationAsync"/>
    public Task StopReceiverAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>A standby that is up tries to receive by itself; it says when it cannot. One that is down is started.</remarks>
    public async Task StartReplicationAsync(CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(cancellationToken);
        if (instance is { Fenced: false, HalfBuilt: false, Process: not { Alive: true } }) await ActAsync(AgentAction.Start, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is done: its own wal_receiver_timeout ends a connection that is silent.</remarks>
    public Task ReconnectReceiverAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>Nothing is done: a promotion ends the reception.</remarks>
    public Task ResetReplicationAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>
    /// A standby is waited for until it has found the source by itself; a cascade standby until it has found any. What was a primary, or is down, is
    /// started as a standby with the data that it has, and built anew where it cannot follow with those.
    /// </remarks>
    public async Task RepointAsync(InstanceKey source, RepointOptions repoint, CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(cancellationToken);
        if (instance.Fenced || instance.HalfBuilt || instance.Process is not { Alive: true } || Words.IsPrimary(instance))
        {
            await RejoinAsync(instance, source, cancellationToken);
            return;
        }

        if (await FollowsAsync(source, options.FollowTimeout, cancellationToken)) return;
        instance = await DescribeAsync(cancellationToken);
        throw new InstanceOperationException($"{key} has not found {source} by itself within {options.FollowTimeout.TotalSeconds:F0} s and says: {Words.Describe(instance)}. Restart it, or build it anew.");
    }

    private Task<bool> FollowsAsync(InstanceKey source, TimeSpan timeout, CancellationToken cancellationToken) =>
        UntilAsync(instance => Follows(instance, source), timeout, cancellationToken);

    private async Task RejoinAsync(Instance instance, InstanceKey source, CancellationToken cancellationToken)
    {
        if (instance.Process is { Alive: true } && Words.IsPrimary(instance)) await ActAsync(AgentAction.Fence, cancellationToken);
        if (!instance.HalfBuilt && await FollowsAsItIsAsync(source, cancellationToken))
        {
            if ((await DescribeAsync(cancellationToken)).Fenced) await ActAsync(AgentAction.Unfence, cancellationToken);
            return;
        }

        instance = await DescribeAsync(cancellationToken);
        var state = instance.HalfBuilt ? "half built" : $"{Words.Clean(instance.StateText)} {Words.Clean(instance.DetailText)}".Trim();
        if (!options.RebuildsOldPrimary && !instance.HalfBuilt)
            throw new InstanceOperationException($"{key} cannot follow {source} with the data that it has ({state}): what it alone has must be dealt with, or it be built anew.");
        Log.Rebuilding(logger, key, source, state);
        await BuildAsync(source, cancellationToken);
        if (!await FollowsAsync(source, options.FollowTimeout, cancellationToken))
            throw new InstanceOperationException($"{key} was built anew and does not follow {source}: {Words.Describe(await DescribeAsync(cancellationToken))}.");
    }

    // Where its log is a part of the new primary's nothing need be copied; that a program could not start it is no more than a sign that it is not.
    private async Task<bool> FollowsAsItIsAsync(InstanceKey source, CancellationToken cancellationToken)
    {
        try
        {
            await ActAsync(new ActRequest { Action = AgentAction.Start, Role = Role.Standby }, cancellationToken);
        }
        catch (InstanceOperationException)
        {
            return false;
        }

        return await UntilAsync(
            instance => Follows(instance, source),
            options.RejoinTimeout,
            cancellationToken,
            instance => instance is { State: State.NeedRepair, Detail: not (Detail.Disconnected or Detail.Connecting) } || instance.Process is not { Alive: true });
    }

    // One id for each attempt: whoever goes on after this process has died finds the build that runs, and starts no second one.
    private async Task BuildAsync(InstanceKey source, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var id = $"{_uid}:Build:{attempt}";
            var known = await client.FindAsync(look.AgentOf(key), id, options.AnswerTimeout, cancellationToken);
            if (known?.Status is OperationStatus.OperationFailed or OperationStatus.OperationSucceeded) continue;
            await ActAsync(new ActRequest { Action = AgentAction.Build, Role = Role.Standby }, id, options.BuildTimeout, cancellationToken);
            return;
        }
    }

    private bool Follows(Instance instance, InstanceKey source) =>
        Words.IsStandby(instance) && instance is { Receiver: not null, State: State.Normal or State.Catchup }
        && (instance.Role == Role.CascadeStandby || new Neighbours(key, look.Memory(key).Members).SourceOf(instance.Receiver.Channel) == source);
}
