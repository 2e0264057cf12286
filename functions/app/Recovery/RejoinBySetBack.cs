using Ham4Db.Core.Gtid;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// Brings back a former primary that runs as one: it is stopped, what it alone has is counted while nothing can be added, and it is set back only if nothing
/// acknowledged would be lost, or if a person has asked for it. Every step may be repeated, also by another process.
/// </summary>
public sealed class RejoinBySetBack(EngineRegistry engines, FleetStore store, RecoveryTimeline timeline)
{
    private const int MostFailures = 5;

    /// <summary>The step that stops it.</summary>
    public const string Stop = "stop-old-primary";

    /// <summary>Runs it.</summary>
    /// <param name="ticket">The recovery that demoted it.</param>
    /// <param name="demotion">What is known of its demotion.</param>
    /// <param name="old">What was last known of it.</param>
    /// <param name="successor">Its successor, seen after that.</param>
    /// <param name="limit">Bound for the wait for its end.</param>
    /// <param name="isDown">It does not answer: it is gone on with only if it was stopped for this.</param>
    /// <param name="cancellationToken">Gives up; what was begun on the host goes on.</param>
    public async Task<RejoinReport> RunAsync(
        RecoveryTicket ticket, DemotedInstance demotion, InstanceSnapshot old, InstanceSnapshot successor, TimeSpan limit, bool isDown, CancellationToken cancellationToken)
    {
        var (key, setBack) = (old.Key, engines.For(old.Key).SetBack!);
        var isApproved = demotion.ApprovalUid.Length > 0;
        var order = new SetBackOrder(isApproved ? demotion.ApprovalUid : ticket.Uid, ticket.Epoch, $"{successor.Key} took its role in recovery {ticket.Uid}") { IsApproved = isApproved };
        var errant = ErrantTransactions.LeftBehind(old, successor, demotion.PromotedAt).ToString()!;
        var isBegun = demotion.IsBegun || (await timeline.BegunAsync(ticket, Stop, cancellationToken)).Contains(key);
        RejoinReport Decision(string problem) => new(key, problem, errant) { IsBegun = isBegun, AwaitsDecision = true };
        try
        {
            var state = await setBack.LookAsync(old, order, cancellationToken);
            isBegun |= state.IsStopped || state.IsUnderWay;
            if (isDown && !isBegun && !isApproved && !setBack.BringsBackWhatIsDown) throw new InstanceOperationException("It does not answer. When it is started again it is stopped and set back.");
            if (state is { IsStandby: true, IsUnderWay: false }) throw new InstanceOperationException("It is a standby already, and has not been seen as one yet.");
            if (state.Failures >= MostFailures) return Decision($"{key} could not be set back, {state.Failures} times: its agent's log says why. Ask for it again when that is mended.");
            if (!state.IsUnderWay)
            {
                await EnsureInChargeAsync(ticket, cancellationToken);
                if (!state.IsStopped) await timeline.StepAsync(ticket, Stop, key, $"Stop {key}, and keep it from being a primary.", () => setBack.StopAsync(key, order, cancellationToken), cancellationToken);
                isBegun = true;
                if (!isApproved)
                {
                    var own = await setBack.ReadOwnAsync(old, successor, order, cancellationToken);
                    if (!IsSafe(own, demotion)) return Decision($"{key} stays down, and is not set back by itself: {own.Description}, and {successor.Key} never got them. Look at them, or ask for the rejoin, which discards them.");
                }
            }

            await EnsureInChargeAsync(ticket, cancellationToken);
            await timeline.StepAsync(
                ticket, "rejoin-old-primary", key, $"Set {key} back as a standby of {successor.Key}.", () => setBack.FollowAsync(key, successor.Key, order, limit, cancellationToken), cancellationToken);
            return new RejoinReport(key, "", "");
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            return new RejoinReport(key, $"{key} did not rejoin: {exception.Message}", ErrantGtidSet: null) { IsBegun = isBegun };
        }
    }

    // What a primary had not passed on when it died was acknowledged to nobody, where it acknowledges only what it has passed on.
    private static bool IsSafe(OwnTransactions own, DemotedInstance demotion) => own.AreExpendable || own.Commits == 0 || (own is { Commits: not null, AreBeforeRestart: true } && demotion.WasLossless);

    private async Task EnsureInChargeAsync(RecoveryTicket ticket, CancellationToken cancellationToken)
    {
        var state = await store.GetStateAsync(ticket.ClusterId, cancellationToken);
        if (state.Epoch != ticket.Epoch) throw new InstanceOperationException($"The cluster's epoch is {state.Epoch} and not {ticket.Epoch}: a newer recovery decides.");
    }
}
