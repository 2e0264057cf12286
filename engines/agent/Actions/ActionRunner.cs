using Grpc.Core;
using Ham4Db.OpenGaussAgent.Hosting;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>Does what is asked, one action at a time, and goes on when the caller does not wait.</summary>
internal sealed class ActionRunner(OperationDesk desk, IDatabase database, ILogger<ActionRunner> logger, IHostApplicationLifetime lifetime)
{
    /// <exception cref="RpcException">It is refused; nothing has been done.</exception>
    public async Task<Operation> ActAsync(ActRequest request, string caller, CancellationToken cancellationToken)
    {
        if ((RequestCheck.Check(request) ?? CheckState(request) ?? CheckEngine(request)) is { } refusal)
            throw Refuse(request, caller, refusal);
        var (known, taken) = desk.Begin(request);
        if (taken is not null)
            throw Refuse(request, caller, taken);
        if (known is not null && known.Status != OperationStatus.OperationRunning)
            return known;
        var work = known is null ? RunAsync(request, caller) : UntilEndedAsync(request.OperationId);
        if (request.WaitMs > 0)
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(request.WaitMs), cancellationToken));
        return desk.Get(request.OperationId)!;
    }

    private static RpcException Rpc(Refusal refusal) => new(new Status(refusal.Status, refusal.Message));

    private RpcException Refuse(ActRequest request, string caller, Refusal refusal)
    {
        Log.Refused(logger, request.Action, request.OperationId, caller, refusal.Message);
        return Rpc(refusal);
    }

    private Refusal? CheckEngine(ActRequest request) => request.Action is Action.Fence or Action.Unfence ? null : database.Check(request);

    private Refusal? CheckState(ActRequest request)
    {
        // Its answer is on disk: the state has changed since.
        if (desk.Get(request.OperationId) is { Status: not OperationStatus.OperationInterrupted })
            return null;
        var state = desk.State;
        if (state.HalfBuiltBy is { } id && request.Action is Action.Start or Action.Restart or Action.SetRole)
            return new(StatusCode.FailedPrecondition, $"The build {id} has not ended well, so the data folder cannot be started; build it again.");
        // Without a role a folder starts as whatever it was.
        if (state.FenceReason is { } reason && (request.Action is Action.Failover or Action.Switchover or Action.Restart or Action.SetWritable
            || (request.Action is Action.Start or Action.SetRole && request.Role is not (Role.Standby or Role.CascadeStandby))))
            return new(StatusCode.FailedPrecondition, $"The instance is fenced ({reason}): it starts as a standby only, by a role or a build, until it is unfenced.");
        return null;
    }

    private async Task UntilEndedAsync(string id)
    {
        while (desk.Get(id) is { Status: OperationStatus.OperationRunning } operation)
            await desk.NextChangeAsync(id, operation.Revision, lifetime.ApplicationStopping);
    }

    private async Task RunAsync(ActRequest request, string caller)
    {
        Log.Begun(logger, request.Action, request.OperationId, caller, request.Reason);
        try
        {
            await Task.Run(() => DoAsync(request), lifetime.ApplicationStopping);
            desk.End(request.OperationId, OperationStatus.OperationSucceeded, "done");
            Log.Succeeded(logger, request.Action, request.OperationId);
        }
        catch (OperationCanceledException)
        {
            // The agent ends; the next one finds it on disk as interrupted.
        }
        catch (Exception e) when (e is ActionFailedException or IOException or UnauthorizedAccessException)
        {
            desk.End(request.OperationId, OperationStatus.OperationFailed, e.Message);
            Log.Failed(logger, request.Action, request.OperationId, e.Message);
        }
        catch (Exception e)
        {
            // An operation without an end would keep all others out.
            desk.End(request.OperationId, OperationStatus.OperationFailed, $"{e.GetType().Name}: {e.Message}");
            Log.Broken(logger, request.Action, request.OperationId, e);
        }
    }

    private async Task DoAsync(ActRequest request)
    {
        var stopping = lifetime.ApplicationStopping;
        switch (request.Action)
        {
            case Action.Fence:
                // Kept first: should the agent end now, the next one stops the database.
                desk.SetFence(request.Reason.Length > 0 ? request.Reason : $"operation {request.OperationId}");
                await database.StopHardAsync(stopping);
                break;
            case Action.Unfence:
                desk.SetFence(null);
                break;
            default:
                await database.ActAsync(request, new OperationProgress(desk, request.OperationId), stopping);
                if (request.Action == Action.Build)
                    desk.SetFence(null);
                break;
        }
    }
}
