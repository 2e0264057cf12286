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
    /// <remarks>A standby that is up tries to receive by itself; it says when it cannot. One that is down is started, in the role that it had.</remarks>
    public async Task StartReplicationAsync(CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(cancellationToken);
        if (instance.Process is { Alive: true }) return;
        if (instance.Fenced || instance.HalfBuilt) throw new InstanceOperationException($"{key} is {(instance.HalfBuilt ? "half built" : Words.Describe(instance))}: it cannot be started as it is.");
        await ActAsync(new ActRequest { Action = AgentAction.Start, Role = look.StandbyRoleOf(key) }, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is done: its own wal_receiver_timeout ends a connection that is silent.</remarks>
    public Task ReconnectReceiverAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>Nothing is done: a promotion ends the reception.</remarks>
    public Task ResetReplicationAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>
    /// A standby is waited for until it has found the source by itself; a cascade standby until it has found any. What was a primary is set back by <see cref="SetBack.OpenGaussSetBack"/>.
    /// </remarks>
    public async Task RepointAsync(InstanceKey source, RepointOptions repoint, CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(cancellationToken);
        if (instance.Fenced || instance.HalfBuilt || instance.Process is not { Alive: true } || Words.IsPrimary(instance))
        {
            throw new InstanceOperationException($"{key} is no standby that runs ({(instance.HalfBuilt ? "half built" : Words.Describe(instance))}), so it follows nobody: start it as one, or build it anew.");
        }

        if (await UntilAsync(now => look.Follows(key, now, source), options.FollowTimeout, cancellationToken)) return;
        instance = await DescribeAsync(cancellationToken);
        throw new InstanceOperationException($"{key} has not found {source} by itself within {options.FollowTimeout.TotalSeconds:F0} s and says: {Words.Describe(instance)}. Restart it, or build it anew.");
    }
}
