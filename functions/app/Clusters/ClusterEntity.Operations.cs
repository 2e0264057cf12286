using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Clusters;

/// <content>Operations on the topology: they share the epoch with recoveries, and a recovery goes first.</content>
public sealed partial class ClusterEntity
{
    /// <summary>Gives the right to operate on the cluster, with a new epoch, or says why not.</summary>
    public async Task<OpenOperationResult> OpenOperation(OpenOperation open)
    {
        if (await WhyNotOpenAsync(open.Order.Uid, state => state.ActiveOperation?.Uid) is { } over) return new OpenOperationResult(IsAccepted: false, Epoch: 0, over);
        var (now, refusal) = (time.GetUtcNow(), (string?)null);
        OperationRecord? abandoned = null;
        var state = await DecideAsync(state =>
        {
            (refusal, abandoned) = (null, null);
            if (state.ActiveOperation?.Uid == open.Order.Uid) return state;
            var before = state.ActiveOperation;
            state = OperationGate.Abandon(state, State.OperationUid, now);
            if (before is not null && state.ActiveOperation is null) abandoned = state.LastOperation;
            refusal = OperationGate.Refuse(state);
            return refusal is not null ? state : state with { Epoch = state.Epoch + 1, ActiveOperation = Record(open, state.Epoch + 1) };
        });
        await SaveEndedAsync(abandoned);
        if (refusal is not null)
        {
            await RefuseAcceptedAsync(open.Order.Uid, refusal);
            return new OpenOperationResult(IsAccepted: false, state.Epoch, refusal);
        }

        await store.SaveOperationAsync(state.ActiveOperation!, CancellationToken.None);
        await OpenAcceptedAsync(open.Order.Uid, state.ActiveOperation!.StartedAt);
        State = State with { OperationUid = open.Order.Uid };
        return new OpenOperationResult(IsAccepted: true, state.Epoch, "") { AsksFirst = await AsksFirstAsync(state.ActiveOperation!) };
    }

    /// <summary>Ends an operation. One that a recovery has ended keeps that end, and tells how far it came.</summary>
    public async Task CloseOperation(OperationOutcome outcome)
    {
        OperationRecord? ended = null;
        await DecideAsync(async state =>
        {
            ended = null;
            if (state.ActiveOperation is { } active && active.Uid == outcome.Uid)
            {
                ended = active.Ended(outcome, time.GetUtcNow());
                return state with { Outbox = await TellAsync(state, ended), ActiveOperation = null, LastOperation = ended };
            }

            if (state.LastOperation is not { } last || last.Uid != outcome.Uid) return state;
            ended = last with { Plan = outcome.Plan ?? last.Plan, Done = outcome.Done, Errors = [.. last.Errors.Union(outcome.Errors)] };
            return state with { LastOperation = ended };
        });
        await SaveEndedAsync(ended);
    }

    /// <summary>Has an operation make no further step. One that is only accepted is not begun at all.</summary>
    /// <returns>Why it is not cancelled; empty when it is.</returns>
    public async Task<string> CancelOperation(CancelOperation cancel)
    {
        var decided = await DecideAsync(state => state.ActiveOperation is { Cancel: null } active && active.Uid == cancel.Uid
            ? state with { ActiveOperation = active with { Cancel = cancel.Cancel } }
            : state);
        if (decided.ActiveOperation is { } running && running.Uid == cancel.Uid)
        {
            await store.SaveOperationAsync(running, CancellationToken.None);
            return "";
        }

        if (decided.ActiveRecovery?.Uid == cancel.Uid)
            return "It is a recovery that has begun. Between its steps the cluster may be without a primary that takes writes, and so it is brought to its end; it undoes by itself what fails.";
        if (await store.FindAcceptedAsync(cancel.Uid, CancellationToken.None) is not { OpenedAt: null, RefusedAt: null }) return "It has ended.";
        await RefuseAcceptedAsync(cancel.Uid, $"It was cancelled by {cancel.Cancel.By} before it began.");
        return "";
    }

    // What was accepted is opened once: who starts it again, not knowing whether it was started, changes nothing.
    private async Task<string?> WhyNotOpenAsync(string uid, Func<ClusterState, string?> active) =>
        await store.FindAcceptedAsync(uid, CancellationToken.None) switch
        {
            { Refusal.Length: > 0 } refused => refused.Refusal,
            { OpenedAt: not null } when active(await store.GetStateAsync(Context.Id.Key, CancellationToken.None)) != uid => "It was begun before, and has ended.",
            _ => null,
        };

    private Task OpenAcceptedAsync(string uid, DateTimeOffset at) =>
        store.ChangeAcceptedAsync(uid, accepted => accepted with { OpenedAt = accepted.OpenedAt ?? at }, CancellationToken.None);

    private Task RefuseAcceptedAsync(string uid, string reason) => store.ChangeAcceptedAsync(
        uid, accepted => accepted is { OpenedAt: null, RefusedAt: null } ? accepted with { RefusedAt = time.GetUtcNow(), Refusal = reason } : accepted, CancellationToken.None);

    private static OperationRecord Record(OpenOperation open, long epoch) => new()
    {
        Uid = open.Order.Uid,
        Request = open.Order.Request,
        ClusterName = open.Order.ClusterName,
        Epoch = epoch,
        Actor = open.Order.Actor,
        StartedAt = open.At,
    };

    private async Task SaveEndedAsync(OperationRecord? ended)
    {
        if (ended is null) return;
        await store.EndInterruptedStepsAsync(ended.Uid, time.GetUtcNow(), CancellationToken.None);
        await store.SaveOperationAsync(ended, CancellationToken.None);
    }
}
