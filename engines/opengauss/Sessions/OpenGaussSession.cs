using System.Diagnostics;
using Ham4Db.Agents;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Probing;
using Ham4Db.OpenGaussAgent.Protocol;
using Microsoft.Extensions.Logging;
using AgentAction = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Engines.OpenGauss.Sessions;

/// <summary>Changes one instance through the agent beside it.</summary>
internal sealed partial class OpenGaussSession(
    InstanceKey key, InstanceLook look, AgentClient client, OpenGaussEngineOptions options, TimeProvider time, ILogger logger) : IInstanceSession
{
    private string _uid = "manual";
    private ulong? _epoch;

    /// <inheritdoc/>
    public InstanceKey Key => key;

    /// <inheritdoc/>
    public void ActFor(string uid, long epoch) => (_uid, _epoch) = (uid, (ulong)epoch);

    /// <inheritdoc/>
    /// <remarks>The agent is the lock: it does one action at a time, and refuses whoever has an older epoch than it has heard of.</remarks>
    public Task<bool> TryLockAsync(string name, TimeSpan wait, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public async Task<InstanceSnapshot> ProbeAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var instance = await DescribeAsync(cancellationToken);
        return look.WhyNot(key, instance) is { } failure
            ? throw new InstanceUnreachableException(failure)
            : new SnapshotBuilder(options, key, instance, look.Memory(key)).Build(time.GetUtcNow(), Stopwatch.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<Instance> DescribeLatelyAsync(CancellationToken cancellationToken) => look.DescribeLatelyAsync(key, options.AnswerTimeout, cancellationToken);

    private Task<Instance> DescribeAsync(CancellationToken cancellationToken) => look.DescribeAsync(key, options.AnswerTimeout, cancellationToken);

    private async Task ActAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var instance = await DescribeLatelyAsync(cancellationToken);
        if (Words.ManagerOf(instance) is { Length: > 0 } manager)
            throw new InstanceOperationException($"{manager} decides over the roles of the cluster of {key}: Ham4Db observes it and changes nothing.");
        request.OperationId = $"{_uid}:{request.Action}:{Guid.NewGuid():N}";
        request.Epoch = _epoch ?? instance.Epoch;
        request.Reason = $"for {_uid}";
        Log.Acting(logger, key, request.Action.ToString(), _uid);
        try
        {
            await client.ActAsync(look.AgentOf(key), request, options.ActionTimeout, null, cancellationToken);
        }
        finally
        {
            look.Memory(key).LastLook = null;
        }
    }

    private Task ActAsync(AgentAction action, CancellationToken cancellationToken) => ActAsync(new ActRequest { Action = action }, cancellationToken);

    private Task<bool> UntilAsync(Func<Instance, bool> isReached, TimeSpan timeout, CancellationToken cancellationToken) => look.UntilAsync(key, isReached, timeout, cancellationToken);
}
