using Ham4Db.Agents;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Probing;
using Ham4Db.OpenGaussAgent.Protocol;
using Microsoft.Extensions.Logging;
using AgentAction = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Engines.OpenGauss.SetBack;

/// <summary>
/// Sets a former primary back by the agent on its host. openGauss itself compares logs when a standby connects: one that follows with the data that it has
/// had nothing of its own. One that cannot is built anew (gs_ctl build) if that was decided, by a person or by the configuration: what it alone has cannot be counted.
/// </summary>
internal sealed class OpenGaussSetBack(AgentClient client, IAgentDirectory directory, InstanceLook look, OpenGaussEngineOptions options, TimeProvider time, ILogger logger)
    : AgentSetBack(Engine.Opengauss, client, directory)
{
    // One that cannot follow may seem to for a moment, each time that it tries.
    private static readonly TimeSpan FollowsFor = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    /// <remarks>Its agent was told that it is no primary any more, and starts it as a standby only.</remarks>
    public override bool BringsBackWhatIsDown => true;

    /// <inheritdoc/>
    public override string? WhyNot(InstanceKey key) => look.Memory(key) switch
    {
        { Manager: { Length: > 0 } manager } => $"{manager} decides over the roles of the cluster of {key}.",
        { AgentAnswers: false } => $"The agent beside {key} does not answer.",
        _ => null,
    };

    /// <inheritdoc/>
    public override async Task<OwnTransactions> ReadOwnAsync(InstanceSnapshot old, InstanceSnapshot successor, SetBackOrder order, CancellationToken cancellationToken)
    {
        if (await FollowsAsItIsAsync(old.Key, successor.Key, order, cancellationToken)) return new OwnTransactions(0, AreBeforeRestart: true, "its log is a part of its successor's");
        var state = Words.DescribeState(await DescribeAsync(old.Key, cancellationToken));
        await StopAsync(old.Key, order, cancellationToken);
        if (options.RebuildsOldPrimary) Log.Rebuilding(logger, old.Key, successor.Key, state);
        return new OwnTransactions(null, AreBeforeRestart: false, $"it cannot follow with the data that it has ({state}), and nobody can count the transactions that it has alone")
        {
            AreExpendable = options.RebuildsOldPrimary,
        };
    }

    /// <inheritdoc/>
    public override async Task FollowAsync(InstanceKey key, InstanceKey source, SetBackOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(key, cancellationToken);
        if (!instance.HalfBuilt && look.Follows(key, instance, source))
        {
            if (instance.Fenced) await ActAsync(key, order, new ActRequest { Action = AgentAction.Unfence }, options.ActionTimeout, cancellationToken);
            return;
        }

        // It followed with the data that it has, and was not yet known to have nothing of its own: it is looked at again.
        if (!instance.HalfBuilt && !order.IsApproved && !options.RebuildsOldPrimary)
            throw new InstanceOperationException($"{key} does not follow {source} any more: {Words.DescribeState(instance)}.");
        await base.FollowAsync(key, source, order, limit, cancellationToken);
        if (!await look.UntilAsync(key, now => look.Follows(key, now, source), options.FollowTimeout, cancellationToken))
            throw new InstanceOperationException($"{key} was built anew and does not follow {source}: {Words.Describe(await DescribeAsync(key, cancellationToken))}.");
    }

    /// <inheritdoc/>
    /// <remarks>One that is fenced may run as a standby to see whether it follows; it is not one yet.</remarks>
    protected override bool IsStandby(Instance instance) => Words.IsStandby(instance) && !instance.Fenced;

    // That a program could not start it is no more than a sign that it cannot.
    private async Task<bool> FollowsAsItIsAsync(InstanceKey key, InstanceKey source, SetBackOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await ActAsync(key, order, new ActRequest { Action = AgentAction.Start, Role = Role.Standby }, options.ActionTimeout, cancellationToken);
        }
        catch (InstanceOperationException)
        {
            return false;
        }

        (int Receiver, long Since)? seen = null;
        return await look.UntilAsync(
            key,
            instance =>
            {
                if (!look.Follows(key, instance, source)) seen = null;
                else if (seen?.Receiver != instance.Receiver.Pid) seen = (instance.Receiver.Pid, time.GetTimestamp());
                return seen is { Since: var since } && time.GetElapsedTime(since) >= FollowsFor;
            },
            options.RejoinTimeout,
            cancellationToken,
            instance => instance is { State: State.NeedRepair, Detail: not (Detail.Disconnected or Detail.Connecting) } || instance.Process is not { Alive: true });
    }
}
