using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Clusters;

/// <content>Operations on the topology: they share the epoch with recoveries, and a recovery goes first.</content>
public sealed partial class ClusterEntity
{
    /// <summary>Gives the right to operate on the cluster, with a new epoch, or says why not.</summary>
    public async Task<OpenOperationResult> OpenOperation(OpenOperation open)
    {
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
        if (refusal is not null) return new OpenOperationResult(IsAccepted: false, state.Epoch, refusal);
        await store.SaveOperationAsync(state.ActiveOperation!, CancellationToken.None);
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
