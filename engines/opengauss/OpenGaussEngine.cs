using System.Diagnostics;
using Ham4Db.Agents;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Probing;
using Ham4Db.Engines.OpenGauss.Sessions;
using Ham4Db.Engines.OpenGauss.SetBack;
using Ham4Db.OpenGaussAgent.Protocol;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.OpenGauss;

/// <summary>openGauss through the agents beside its instances; no connection is made to a database. Safe for concurrent use.</summary>
public sealed class OpenGaussEngine : IDatabaseEngine
{
    /// <summary>Port where an address names none.</summary>
    public const int StandardPort = 15400;

    // A fence that comes late would stop what was made writable again meanwhile.
    private static readonly TimeSpan FenceAsksFor = TimeSpan.FromSeconds(3);

    private readonly AgentClient _client;
    private readonly OpenGaussEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InstanceLook _look;

    /// <param name="client">Speaks to agents.</param>
    /// <param name="directory">Knows which agent stands beside an instance.</param>
    /// <param name="options">Settings.</param>
    /// <param name="timeProvider">Clock of snapshots.</param>
    /// <param name="logger">Receives event ids 4200 to 4299.</param>
    public OpenGaussEngine(AgentClient client, IAgentDirectory directory, OpenGaussEngineOptions options, TimeProvider timeProvider, ILogger<OpenGaussEngine> logger)
    {
        (_client, _options, _time, _logger) = (client, options, timeProvider, logger);
        _look = new InstanceLook(client, directory, options, timeProvider, logger);
        SetBack = new OpenGaussSetBack(client, directory, _look, options, timeProvider, logger);
        Control = new AgentControl(OpenGaussAgent.Protocol.Engine.Opengauss, client, directory);
    }

    /// <inheritdoc/>
    public DatabaseEngine Engine => DatabaseEngine.OpenGauss;

    /// <inheritdoc/>
    public int DefaultPort => StandardPort;

    /// <inheritdoc/>
    public bool FenceStops => true;

    /// <inheritdoc/>
    public ISetBack SetBack { get; }

    /// <inheritdoc/>
    public IInstanceControl Control { get; }

    /// <inheritdoc/>
    /// <remarks>An instance that is down is a failure, though its agent answers; one that was fenced is not: it is seen, down and read-only.</remarks>
    public async Task<ProbeOutcome> ProbeAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var instance = await _look.DescribeAsync(key, timeout, cancellationToken);
            return _look.WhyNot(key, instance) is { } failure
                ? new(null, failure)
                : new(new SnapshotBuilder(_options, key, instance, _look.Memory(key)).Build(_time.GetUtcNow(), Stopwatch.GetElapsedTime(started)), null);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            return new(null, FailureOf(exception));
        }
    }

    /// <inheritdoc/>
    /// <remarks>What was fenced does not count as alive.</remarks>
    public async Task<LivenessOutcome> PingAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var instance = await _look.DescribeLatelyAsync(key, timeout, cancellationToken);
            if (_look.WhyNot(key, instance) is { } failure) return new(false, null, failure);
            if (instance is { Fenced: true, Process: not { Alive: true } }) return new(false, null, new(ProbeFailureKind.Refused, $"{key} is down: {Words.Describe(instance)}."));
            return new(true, Words.IsPrimary(instance) && !(instance.HasReadOnly && instance.ReadOnly), null);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            return new(false, null, FailureOf(exception));
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The agent stops the instance hard, and keeps it from being a primary until it is built, unfenced or made writable again. default_transaction_read_only,
    /// which is all that openGauss has besides, keeps out only those who do not switch it off.
    /// </remarks>
    public async Task<bool> TryFenceAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var fence = FenceAsync(key, timeout > FenceAsksFor ? timeout : FenceAsksFor);
        return await Task.WhenAny(fence, Task.Delay(timeout, _time, cancellationToken)) == fence && await fence;
    }

    /// <inheritdoc/>
    public async Task<IInstanceSession> OpenSessionAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _look.DescribeLatelyAsync(key, timeout, cancellationToken);
        return new OpenGaussSession(key, _look, _client, _options, _time, _logger);
    }

    /// <inheritdoc/>
    public Task ForgetAsync(InstanceKey key)
    {
        _look.Forget(key);
        return Task.CompletedTask;
    }

    private static ProbeFailure FailureOf(Exception exception) =>
        exception is InstanceUnreachableException unreachable ? unreachable.Failure : new(ProbeFailureKind.Error, exception.Message);

    // It takes something away and gives nothing: it goes by the newest epoch that the agent has heard of.
    private async Task<bool> FenceAsync(InstanceKey key, TimeSpan timeout)
    {
        if (_look.Memory(key).Manager is { Length: > 0 } manager)
        {
            Log.FenceFailed(_logger, key, $"{manager} decides over the roles of its cluster, which is observed only");
            return false;
        }

        try
        {
            var request = new ActRequest
            {
                OperationId = $"fence:{Guid.NewGuid():N}",
                Epoch = _look.Memory(key).Epoch,
                Action = OpenGaussAgent.Protocol.Action.Fence,
                Reason = "its role is another's, or about to be",
            };
            await _client.ActAsync(_look.AgentOf(key), request, timeout, null, CancellationToken.None);
            Log.Fenced(_logger, key);
            return true;
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            Log.FenceFailed(_logger, key, exception.Message);
            return false;
        }
    }
}
