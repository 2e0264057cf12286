using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Persistence;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Gives each orchestration its events, one turn at a time; different orchestrations run in parallel.</summary>
internal sealed class OrchestrationDispatcher(
    DurableStore store, FunctionCatalog catalog, FunctionInvoker invoker, RuntimeOptions options, TimeProvider clock, ILoggerFactory loggers)
{
    private readonly Dictionary<string, OrchestrationActor> actors = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly ILogger logger = loggers.CreateLogger<OrchestrationDispatcher>();

    public WorkPool Pool { get; } = new(Math.Max(8, Environment.ProcessorCount * 4));

    public void Deliver(OrchestrationMessage message)
    {
        lock (gate)
        {
            if (!actors.TryGetValue(message.InstanceId, out var actor))
                actors.Add(message.InstanceId, actor = new(message.InstanceId));
            actor.Mailbox.Add(message);
            if (actor.Scheduled)
                return;
            actor.Scheduled = true;
            Pool.Enqueue(() => ProcessAsync(actor));
        }
    }

    private async Task ProcessAsync(OrchestrationActor actor)
    {
        List<OrchestrationMessage> batch;
        lock (gate)
        {
            batch = actor.Mailbox;
            actor.Mailbox = [];
        }

        try
        {
            await ProcessAsync(actor, batch);
        }
        catch (Exception e)
        {
            // Only the store can fail here; what was taken is still in the inbox for the next start.
            RuntimeLog.TurnLost(logger, actor.InstanceId, e);
            actor.Forget();
        }

        lock (gate)
        {
            if (actor.Mailbox.Count > 0)
            {
                Pool.Enqueue(() => ProcessAsync(actor));
                return;
            }

            actor.Scheduled = false;
            if (actor.Run is null && actor.BeforeStart.Count == 0)
                actors.Remove(actor.InstanceId);
        }
    }

    private async Task ProcessAsync(OrchestrationActor actor, List<OrchestrationMessage> batch)
    {
        var instance = actor.Instance ??= store.Read(sql => InstanceTable.Find(sql, actor.InstanceId));
        if (instance is null or { HasEnded: true })
        {
            actor.Forget();
            await DropAsync([.. actor.BeforeStart, .. batch]);
            actor.BeforeStart.Clear();
            return;
        }

        var stale = batch.FindAll(m => m.ExecutionId is not null && m.ExecutionId != instance.ExecutionId);
        if (stale.Count > 0)
        {
            await DropAsync(stale);
            batch.RemoveAll(stale.Contains);
        }

        if (batch.Count > 0)
            await RunAsync(actor, instance, batch);
    }

    private async Task RunAsync(OrchestrationActor actor, InstanceRow instance, List<OrchestrationMessage> batch)
    {
        TaskFailureDetails? broken = null;
        var run = actor.Run;
        if (run is null)
        {
            run = NewRun(actor, instance);
            try
            {
                run.Replay(store.Read(sql => InstanceTable.History(sql, actor.InstanceId)));
            }
            catch (Exception e) when (e is not Microsoft.Data.Sqlite.SqliteException)
            {
                RuntimeLog.ReplayFailed(logger, instance.Name, instance.InstanceId, e);
                broken = TaskFailureDetails.FromException(e);
            }

            actor.Run = run;
        }

        if (broken is null && !run.HasStarted && !OrderForStart(actor, batch))
            return;
        if (broken is null && !batch.Exists(m => run.Expects(m.Event)))
        {
            await DropAsync(batch);
            return;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        OrchestrationEvent[] received = [.. batch.Select(m => m.Event).Where(run.Expects)];
        var turn = broken is null ? run.Next(now, received) : run.Abort(now, received, broken);
        var commit = new TurnCommit(instance, turn, run.CustomStatus, batch);
        await store.CommitAsync(commit.Apply);

        if (turn.Actions.Any(a => a.EndsRun))
        {
            if (turn.Actions.OfType<OrchestrationAction.Fail>().FirstOrDefault() is { } fail)
                RuntimeLog.OrchestrationFailed(logger, instance.Name, instance.InstanceId, fail.Failure);
            actor.Forget();
        }
        else if (options.ReplayAlways)
        {
            actor.Forget();
        }
    }

    /// <summary>Puts the start first. Without one, only an end from outside may go on; the rest waits.</summary>
    private static bool OrderForStart(OrchestrationActor actor, List<OrchestrationMessage> batch)
    {
        var start = batch.Find(m => m.Event is OrchestrationEvent.Started);
        if (start is null && !batch.Exists(m => m.Event is OrchestrationEvent.Terminated))
        {
            actor.BeforeStart.AddRange(batch);
            return false;
        }

        batch.InsertRange(0, actor.BeforeStart);
        actor.BeforeStart.Clear();
        if (start is not null)
        {
            batch.Remove(start);
            batch.Insert(0, start);
        }

        return true;
    }

    private OrchestrationRun NewRun(OrchestrationActor actor, InstanceRow instance) => new(
        instance,
        catalog.Orchestrators.TryGetValue(instance.Name, out var function)
            ? invoker.OrchestratorCode(function)
            : new(_ => throw new InvalidOperationException($"There is no orchestrator named '{instance.Name}'."), _ => null),
        loggers,
        () => Deliver(new(actor.InstanceId, instance.ExecutionId, new OrchestrationEvent.LeftThread())));

    /// <summary>Settles messages that nobody waits for; a lock that nobody waits for is given back.</summary>
    private async Task DropAsync(List<OrchestrationMessage> messages) => await store.CommitAsync(work =>
    {
        foreach (var message in messages)
        {
            message.Consume(work.Sql);
            if (message.Event is OrchestrationEvent.LockGranted granted)
                work.Send(granted.Entities, new Entities.EntityRequest.Release(granted.LockId));
        }
    });
}
