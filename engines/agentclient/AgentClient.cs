using System.Diagnostics;
using Grpc.Core;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Agents;

/// <summary>
/// Speaks to the agents beside databases. Safe for concurrent use; keeps one connection to each agent. Everything is bounded in time.
/// All methods throw <see cref="InstanceUnreachableException"/> when an agent cannot be reached, does not answer in time or refuses our credentials,
/// and <see cref="InstanceOperationException"/> when it refuses what is asked: an older epoch among others.
/// </summary>
/// <param name="options">Settings.</param>
public sealed class AgentClient(AgentClientOptions options) : IDisposable
{
    private readonly AgentChannels _channels = new(options);

    /// <summary>Everything about the instance beside an agent, as it is now. That the database is down is an answer, not an exception.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="members">Ask the cluster's own tools for its members too; these reach to other hosts and take longer.</param>
    /// <param name="timeout">Bound, connecting included.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Instance> DescribeAsync(AgentAddress agent, bool members, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(agent, timeout, (client, call) => client.DescribeAsync(new DescribeRequest { Members = members }, cancellationToken: call).ResponseAsync, cancellationToken);

    /// <summary>Begins an action, or tells what became of it when its operation id is known there already: the same id is never done twice.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="request">What to do; answers when it has ended or after its <c>wait_ms</c>.</param>
    /// <param name="timeout">Bound; longer than <c>wait_ms</c>.</param>
    /// <param name="cancellationToken">Gives up; the agent goes on.</param>
    public Task<Operation> BeginAsync(AgentAddress agent, ActRequest request, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(agent, timeout, (client, call) => client.ActAsync(request, cancellationToken: call).ResponseAsync, cancellationToken);

    /// <summary>What became of an action; null when the agent knows no such id.</summary>
    public async Task<Operation?> FindAsync(AgentAddress agent, string operationId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(
                agent, timeout, (client, call) => client.GetOperationAsync(new OperationRequest { OperationId = operationId }, cancellationToken: call).ResponseAsync, cancellationToken);
        }
        catch (InstanceOperationException exception) when (exception.InnerException is RpcException { StatusCode: StatusCode.NotFound })
        {
            return null;
        }
    }

    /// <summary>
    /// Does an action and waits for its end. An agent that goes away after it has begun is asked again by the same id, which is not done twice and,
    /// where its end interrupted it, is done anew.
    /// </summary>
    /// <param name="agent">The agent.</param>
    /// <param name="request">What to do.</param>
    /// <param name="timeout">Bound for all of it.</param>
    /// <param name="progress">Told of each change; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; the agent goes on.</param>
    /// <returns>The operation, which has succeeded.</returns>
    /// <exception cref="InstanceOperationException">It was refused, has failed, or has not ended in time and goes on.</exception>
    public async Task<Operation> ActAsync(AgentAddress agent, ActRequest request, TimeSpan timeout, IProgress<Operation>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan Left() => timeout - Stopwatch.GetElapsedTime(started);

        var asked = new ActRequest(request) { WaitMs = 0 };
        Operation? last = null;
        while (true)
        {
            try
            {
                last = await BeginAsync(agent, asked, Shorter(Left(), options.QuestionTimeout), cancellationToken);
                progress?.Report(last);
                if (last.Status == OperationStatus.OperationRunning) last = await WatchAsync(agent, request.OperationId, Left(), progress, cancellationToken) ?? last;
                if (last.Status == OperationStatus.OperationSucceeded) return last;
                if (last.Status == OperationStatus.OperationFailed)
                    throw new InstanceOperationException($"The agent at {agent} could not do {NameOf(last)}: {AgentFailures.Clean(last.Message)}");
            }
            catch (InstanceUnreachableException exception) when (last is not null && exception.Failure.Kind is not (ProbeFailureKind.AccessDenied or ProbeFailureKind.NotAllowed) && Left() > TimeSpan.Zero)
            {
                // It may come back, and then it knows what became of it.
            }

            if (Left() <= TimeSpan.Zero)
                throw new InstanceOperationException($"The agent at {agent} has not ended {NameOf(last)} within {timeout.TotalSeconds:0} s, and goes on: {AgentFailures.Clean(last?.Message ?? "")}");
            await Task.Delay(options.RetryPause, cancellationToken);
        }
    }

    /// <summary>What an instance that does not run has in its log from a place on.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="timeline">The timeline.</param>
    /// <param name="from">The place, as a byte position.</param>
    /// <param name="timeout">Bound, connecting included.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<LogPart> ReadLogAsync(AgentAddress agent, uint timeline, ulong from, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(agent, timeout, (client, call) => client.ReadLogAsync(new LogRequest { Timeline = timeline, From = from }, cancellationToken: call).ResponseAsync, cancellationToken);

    /// <summary>Closes what is kept open towards an agent.</summary>
    public void Forget(AgentAddress agent) => _channels.Forget(agent);

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _channels.Dispose();

    private static string NameOf(Operation? operation) => operation is null ? "the action" : $"{operation.Action} ({operation.OperationId})";

    private static TimeSpan Shorter(TimeSpan left, TimeSpan other) => left < other ? left : other;

    // Null: the time is over. An answer that is still running: the agent ended the stream, and is asked again.
    private async Task<Operation?> WatchAsync(AgentAddress agent, string operationId, TimeSpan timeout, IProgress<Operation>? progress, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero);
        Operation? last = null;
        try
        {
            using var watch = _channels.Client(agent).WatchOperation(new OperationRequest { OperationId = operationId }, cancellationToken: bound.Token);
            while (await watch.ResponseStream.MoveNext(bound.Token))
            {
                last = watch.ResponseStream.Current;
                progress?.Report(last);
            }

            return last;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return last;
        }
        catch (RpcException exception)
        {
            throw AgentFailures.Of(agent, exception);
        }
    }

    private async Task<T> CallAsync<T>(
        AgentAddress agent, TimeSpan timeout, Func<InstanceAgent.InstanceAgentClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (timeout <= TimeSpan.Zero) throw AgentFailures.Timeout(agent, TimeSpan.Zero);
        var client = _channels.Client(agent);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(timeout);
        try
        {
            return await call(client, bound.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw AgentFailures.Timeout(agent, timeout);
        }
        catch (ObjectDisposedException)
        {
            throw new InstanceUnreachableException(new(ProbeFailureKind.Disconnected, $"The connection to the agent at {agent} was closed"));
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw AgentFailures.Of(agent, exception);
        }
    }
}
