using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>An orchestrator in memory: gets events turn by turn and answers with the steps that it took.</summary>
internal sealed class OrchestrationRun
{
    private readonly InstanceRow instance;
    private readonly OrchestratorCode code;
    private readonly OrchestratorThread thread;
    private readonly StepLedger ledger;
    private readonly ExternalEvents events = new();
    private readonly OrchestrationContext context;
    private readonly Dictionary<string, IReadOnlyList<EntityInstanceId>> locks = new(StringComparer.Ordinal);
    private volatile bool leftThread;
    private IReadOnlyList<OrchestrationTurn> replayed = [];
    private Task? task;

    public OrchestrationRun(InstanceRow instance, OrchestratorCode code, ILoggerFactory loggers, Action onForeignContinuation)
    {
        this.instance = instance;
        this.code = code;
        thread = new(() =>
        {
            leftThread = true;
            onForeignContinuation();
        });
        ledger = new(thread, instance.Name);
        context = new(instance, ledger, events, loggers);
    }

    public int Turns { get; private set; }

    public bool HasStarted => task is not null;

    public string? CustomStatus => context.CustomStatus;

    /// <summary>Whether an event would change anything: results of steps that nobody waits for any more would not.</summary>
    public bool Expects(OrchestrationEvent message) => message switch
    {
        OrchestrationEvent.Succeeded e => ledger.IsOpen(e.Seq),
        OrchestrationEvent.Failed e => ledger.IsOpen(e.Seq),
        OrchestrationEvent.LockGranted e => ledger.IsOpen(e.Seq),
        OrchestrationEvent.Started => !HasStarted,
        _ => true,
    };

    /// <summary>Repeats recorded turns.</summary>
    /// <exception cref="DurableTask.Core.Exceptions.NonDeterministicOrchestrationException">The orchestrator took another step than recorded.</exception>
    public void Replay(IReadOnlyList<OrchestrationTurn> history)
    {
        replayed = history;
        foreach (var recorded in history)
        {
            var actual = Execute(recorded.Time, recorded.Events, replaying: true).Actions;
            for (var i = 0; i < Math.Max(actual.Count, recorded.Actions.Count); i++)
            {
                var (was, now) = (recorded.Actions.ElementAtOrDefault(i), actual.ElementAtOrDefault(i));
                if (was?.Seq != now?.Seq || was?.Describe() != now?.Describe())
                    throw OrchestrationErrors.NonDeterministic(instance.Name, instance.InstanceId, Turns, was, now);
            }
        }

        TrackLocks(history.SelectMany(turn => turn.Actions));
    }

    /// <summary>Gives the orchestrator new events.</summary>
    public OrchestrationTurn Next(DateTime time, IReadOnlyList<OrchestrationEvent> received)
    {
        var turn = Execute(time < context.Time ? context.Time : time, received, replaying: false);
        TrackLocks(turn.Actions);
        return turn;
    }

    /// <summary>Ends the run with a failure that is not the orchestrator's own.</summary>
    public OrchestrationTurn Abort(DateTime time, IReadOnlyList<OrchestrationEvent> received, TaskFailureDetails failure)
    {
        // What the code did in replay counts for nothing: the locks that are held are those of the history.
        ledger.EndTurn();
        locks.Clear();
        TrackLocks(replayed.SelectMany(turn => turn.Actions));
        thread.Run(() =>
        {
            ReleaseLocks();
            ledger.Take(new OrchestrationAction.Fail(ledger.NextSeq(), failure));
        });
        return new(time, received, ledger.EndTurn());
    }

    private OrchestrationTurn Execute(DateTime time, IReadOnlyList<OrchestrationEvent> received, bool replaying)
    {
        (context.Time, context.Replaying) = (time, replaying);
        Turns++;
        foreach (var message in received.Where(m => m is not OrchestrationEvent.Terminated))
            Run(() => Apply(message));
        Run(() => End(received.OfType<OrchestrationEvent.Terminated>().FirstOrDefault()));
        return new(time, received, ledger.EndTurn());
    }

    private void Run(Action step)
    {
        try
        {
            thread.Run(step);
        }
        catch (Exception e)
        {
            // An orchestrator that is not async, or an async void method that it called.
            task = Task.FromException(e);
        }
    }

    private void Apply(OrchestrationEvent message)
    {
        switch (message)
        {
            case OrchestrationEvent.Started:
                task = code.Start(context);
                break;
            case OrchestrationEvent.Succeeded e:
                ledger.Close(e.Seq)?.Succeed(e.Result);
                break;
            case OrchestrationEvent.Failed e:
                ledger.Close(e.Seq)?.Fail(e.Failure);
                break;
            case OrchestrationEvent.LockGranted e:
                ledger.Close(e.Seq)?.Succeed(null);
                break;
            case OrchestrationEvent.Raised e:
                events.Raise(e);
                break;
            case OrchestrationEvent.LeftThread:
                leftThread = true;
                break;
        }
    }

    private void End(OrchestrationEvent.Terminated? terminated)
    {
        if (terminated is not null)
        {
            ReleaseLocks();
            ledger.Take(new OrchestrationAction.Terminate(ledger.NextSeq(), terminated.Output, terminated.Recursive));
        }
        else if (leftThread)
        {
            Fail(new InvalidOperationException(OrchestrationErrors.LeftThread(instance.Name, ledger.LastStep())));
        }
        else if (task is { IsCompleted: true })
        {
            EndWithResult(task);
        }
        else if (ledger.OpenCount == 0 && !events.AnyWaits)
        {
            Fail(new InvalidOperationException(OrchestrationErrors.WaitsForForeignTask(
                instance.Name, ledger.LastStep(), AwaitedTask.Describe(task))));
        }
    }

    private void EndWithResult(Task finished)
    {
        if (finished.IsFaulted)
        {
            Fail(finished.Exception.InnerException ?? finished.Exception);
            return;
        }

        if (finished.IsCanceled)
        {
            Fail(new TaskCanceledException(finished));
            return;
        }

        try
        {
            var output = DurableJson.Serialize(code.Result(finished));
            ReleaseLocks();
            ledger.Take(context.NextRun is { } next
                ? new OrchestrationAction.ContinueAsNew(ledger.NextSeq(), next.Input, next.PreserveEvents ? [.. events.Unprocessed] : [])
                : new OrchestrationAction.Complete(ledger.NextSeq(), output));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException)
        {
            Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        ReleaseLocks();
        ledger.Take(new OrchestrationAction.Fail(ledger.NextSeq(), TaskFailureDetails.FromException(e)));
    }

    /// <summary>Gives back every lock that is held or asked for, those of this turn included.</summary>
    private void ReleaseLocks()
    {
        TrackLocks(ledger.TakenSoFar);
        foreach (var (lockId, entities) in locks)
            ledger.Take(new OrchestrationAction.ReleaseLocks(ledger.NextSeq(), lockId, entities));
        locks.Clear();
    }

    private void TrackLocks(IEnumerable<OrchestrationAction> actions)
    {
        foreach (var action in actions)
        {
            if (action is OrchestrationAction.AcquireLocks acquired)
                locks[acquired.LockId] = acquired.Entities;
            else if (action is OrchestrationAction.ReleaseLocks released)
                locks.Remove(released.LockId);
        }
    }
}
