using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Ham4Db.OpenGaussAgent.Commands;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>
/// Every operation of this agent, running and past, with the epoch, the fence and the state of the data folder:
/// in memory and, before anything depends on it, on disk.
/// </summary>
internal sealed class OperationDesk
{
    private readonly Lock _lock = new();
    private readonly StateStore _store;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);
    private StoredState _state;
    private Operation? _running;
    private string _runningRequest = "";

    /// <summary>Ends what a former agent left running, and marks it as interrupted.</summary>
    public OperationDesk(StateStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        _state = store.LoadState();
        foreach (var stored in store.LoadOperations())
        {
            var operation = Operation.Parser.ParseJson(stored.Operation);
            if (operation.Status != OperationStatus.OperationRunning)
                continue;
            if (stored.WorkerPid > 0)
                ProcessTable.Kill(stored.WorkerPid, stored.WorkerStart);
            operation.Status = OperationStatus.OperationInterrupted;
            operation.Message = $"The agent ended while it was: {operation.Message}";
            operation.EndedAtUnixMs = Now;
            operation.Revision++;
            store.SaveOperation(operation.OperationId, stored with { Operation = JsonFormatter.Default.Format(operation), WorkerPid = 0 });
        }

        store.Trim();
    }

    public StoredState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Of the operation under way; empty for none.</summary>
    public string RunningId
    {
        get
        {
            lock (_lock)
            {
                return _running?.OperationId ?? "";
            }
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes a request, if it may be begun now.</summary>
    /// <returns>Whether the caller must do it now, or what became of it already.</returns>
    public (Operation? Known, Refusal? Refusal) Begin(ActRequest request)
    {
        lock (_lock)
        {
            var digest = Digest(request);
            var found = Find(request.OperationId);
            if (found is { } known)
            {
                if (known.Request != digest)
                    return (null, new(StatusCode.AlreadyExists, $"'operation_id' {request.OperationId} stands for another request."));
                // Told again, not done again, whatever the epoch is now.
                if (known.Operation.Status != OperationStatus.OperationInterrupted)
                    return (known.Operation, null);
            }

            if (request.Epoch < _state.Epoch)
                return (null, new(StatusCode.FailedPrecondition, $"'epoch' is {request.Epoch}, older than {_state.Epoch}, which another caller has had."));
            if (_running is not null)
                return (null, new(StatusCode.Aborted, $"The operation {_running.OperationId} ({_running.Action}) is under way; one at a time."));
            if (request.Epoch > _state.Epoch)
                Save(_state with { Epoch = request.Epoch });
            _running = new Operation
            {
                OperationId = request.OperationId,
                Action = request.Action,
                Status = OperationStatus.OperationRunning,
                Message = "begun",
                StartedAtUnixMs = Now,
                Epoch = request.Epoch,
                Revision = (found?.Operation.Revision ?? 0) + 1,
            };
            _runningRequest = digest;
            _store.SaveOperation(request.OperationId, new(JsonFormatter.Default.Format(_running), digest, 0, 0));
            return (null, null);
        }
    }

    public void Say(string id, string message, int? percent)
    {
        lock (_lock)
        {
            if (_running?.OperationId != id)
                return;
            _running.Message = message;
            if (percent is { } value)
                _running.Percent = value;
            Change();
        }
    }

    /// <summary>The process that works for it now; on disk, so that another agent can end it.</summary>
    public void Works(string id, int pid)
    {
        lock (_lock)
        {
            if (_running?.OperationId == id)
                _store.SaveOperation(id, new(JsonFormatter.Default.Format(_running), _runningRequest, pid, pid > 0 ? ProcessTable.Find(pid)?.StartTicks ?? 0 : 0));
        }
    }

    public void SetHalfBuilt(string? id)
    {
        lock (_lock)
        {
            Save(_state with { HalfBuiltBy = id });
        }
    }

    /// <summary>Fences (with a reason) or takes the fence away (null).</summary>
    public void SetFence(string? reason)
    {
        lock (_lock)
        {
            if (_state.FenceReason != reason)
                Save(_state with { FenceReason = reason });
        }
    }

    public void End(string id, OperationStatus status, string message)
    {
        lock (_lock)
        {
            if (_running?.OperationId != id)
                return;
            _running.Status = status;
            _running.Message = message;
            _running.EndedAtUnixMs = Now;
            Change();
            _store.SaveOperation(id, new(JsonFormatter.Default.Format(_running), _runningRequest, 0, 0));
            _running = null;
        }
    }

    /// <returns>A copy; null for an id that is not known.</returns>
    public Operation? Get(string id)
    {
        lock (_lock)
        {
            return Find(id)?.Operation.Clone();
        }
    }

    /// <summary>Completes at the next change of the operation under way.</summary>
    public Task NextChangeAsync(string id, uint afterRevision, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_running?.OperationId != id || _running.Revision > afterRevision)
                return Task.CompletedTask;
            if (!_changes.TryGetValue(id, out var change))
                _changes[id] = change = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return change.Task.WaitAsync(cancellationToken);
        }
    }

    private (Operation Operation, string Request)? Find(string id)
    {
        if (_running?.OperationId == id)
            return (_running.Clone(), _runningRequest);
        return _store.LoadOperation(id) is { } stored ? (Operation.Parser.ParseJson(stored.Operation), stored.Request) : null;
    }

    private void Change()
    {
        _running!.Revision++;
        if (_changes.Remove(_running.OperationId, out var change))
            change.SetResult();
    }

    private void Save(StoredState state)
    {
        _store.SaveState(state);
        _state = state;
    }

    // How long the caller waits and in whose name is no part of what is asked.
    private static string Digest(ActRequest request)
    {
        var asked = request.Clone();
        (asked.WaitMs, asked.Reason, asked.Epoch) = (0, "", 0);
        return Convert.ToHexStringLower(SHA256.HashData(asked.ToByteArray()));
    }
}
