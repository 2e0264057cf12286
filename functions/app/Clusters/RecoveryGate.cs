using Ham4Db.Core.Planning;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Clusters;

/// <summary>Decides whether a recovery may be opened. Pure.</summary>
public static class RecoveryGate
{
    /// <summary>How long a recovery that failed blocks the next attempt.</summary>
    public static readonly TimeSpan FailedRetry = TimeSpan.FromSeconds(30);

    /// <summary>After this time a person's command takes an open recovery of another deployment for abandoned.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Ends an open recovery on which nobody works any more: one that this deployment opened (it runs one at a time, and now wants another), or an old one
    /// of a deployment that is lost, when a person forces the next. Should its owner live after all, the new epoch stops it before its next change.
    /// </summary>
    /// <param name="state">Decisions about the cluster.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="ownUid">The recovery that this deployment opened last.</param>
    /// <param name="now">The time (UTC).</param>
    public static ClusterState Abandon(ClusterState state, RecoveryRequest request, string ownUid, DateTimeOffset now)
    {
        if (state.ActiveRecovery is not { } active) return state;
        var isAbandoned = active.Uid == ownUid || (request.IsForced && now - active.StartedAt > AbandonedAfter);
        return isAbandoned ? EndLeft(state, active, now) : state;
    }

    /// <summary>Ends an open recovery on which nobody works any more.</summary>
    /// <param name="state">Decisions about the cluster.</param>
    /// <param name="active">The open recovery.</param>
    /// <param name="now">The time (UTC).</param>
    public static ClusterState EndLeft(ClusterState state, RecoveryRecord active, DateTimeOffset now) => state with
    {
        ActiveRecovery = null,
        LastRecovery = active with { EndedAt = now, Status = RecoveryStatus.Failed, Errors = [RecoveryRecord.Abandoned] },
        RecentRecoveries = [active.AsRecent(RecoveryStatus.Failed), .. state.RecentRecoveries],
    };

    /// <summary>The reason to refuse a recovery; null when it may go on.</summary>
    /// <param name="state">Decisions about the cluster.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="global">The global switch.</param>
    /// <param name="blockPeriod">How long an unacknowledged recovery blocks automatic ones, from its start.</param>
    /// <param name="now">The time (UTC).</param>
    public static BlockedRecovery? Refuse(ClusterState state, RecoveryRequest request, GlobalSwitch global, TimeSpan blockPeriod, DateTimeOffset now)
    {
        BlockedRecovery Block(string reason, string uid = "", DateTimeOffset? until = null) =>
            new(request.Primary, request.Code, reason, uid, now, until);

        if (state.ActiveRecovery is { } active)
            return Block($"Recovery {active.Uid} of {active.Failed} runs since {active.StartedAt:u}; one at a time per cluster.", active.Uid);
        // A dead primary waits for nobody; a takeover that somebody plans can.
        if (request.Kind == RecoveryKind.PlannedTakeover && state.ActiveOperation is { } operation)
            return Block($"{OperationGate.Describe(operation)}; a planned takeover waits until it has ended.", operation.Uid);
        if (request.IsForced || request.Kind == RecoveryKind.PlannedTakeover) return null;
        if (global.AreRecoveriesDisabled)
            return Block($"Automatic recoveries are switched off globally by {global.By} since {global.At:u}.");
        if (state.AreRecoveriesDisabled)
            return Block("Automatic recoveries are switched off for this cluster.");
        if (state.Downtimes.TryGetValue(FleetTables.RowKey(request.Primary), out var downtime) && downtime.EndsAt > now)
            return Block($"{request.Primary} is downtimed by {downtime.Owner} ({downtime.Reason}) for another {(downtime.EndsAt - now).TotalSeconds:F0} s.", until: downtime.EndsAt);
        if (state.Maintenance.TryGetValue(FleetTables.RowKey(request.Primary), out var maintenance) && maintenance.IsActive(now))
            return Block($"{request.Primary} is under maintenance by {maintenance.Owner} ({maintenance.Reason}).", until: maintenance.EndsAt);
        if (state.RecentRecoveries.Where(r => HoldsBack(r, request)).MaxBy(r => BlockedUntil(r, blockPeriod)) is { } last && BlockedUntil(last, blockPeriod) is var until && until > now)
        {
            return Block(
                $"Recovery {last.Uid} of {last.Failed} at {last.StartedAt:u} is not acknowledged; another one may start by itself in {(until - now).TotalSeconds:F0} s, or at once when it is acknowledged.",
                last.Uid,
                until);
        }

        return null;
    }

    /// <summary>The recoveries that may still hold others back at <paramref name="now"/>.</summary>
    public static IReadOnlyList<RecentRecovery> Recent(ClusterState state, TimeSpan blockPeriod, DateTimeOffset now) =>
        [.. state.RecentRecoveries.Where(r => BlockedUntil(r, blockPeriod) > now)];

    /// <summary>Whether an earlier recovery is a reason not to begin one by itself. What moves replicas never holds back what gives a cluster a primary.</summary>
    private static bool HoldsBack(RecentRecovery earlier, RecoveryRequest request) => request.Kind switch
    {
        RecoveryKind.DeadPrimary => earlier.Kind == RecoveryKind.DeadPrimary,
        RecoveryKind.DeadIntermediate or RecoveryKind.DeadGroupMember => earlier.Kind == RecoveryKind.DeadPrimary || earlier.Kind.ReplacesSource(),
        _ => earlier.Kind == request.Kind && earlier.Failed == request.Primary,
    };

    // A recovery that failed is tried again soon: what stood in its way may have gone. A standby that does not start was started several times already.
    private static DateTimeOffset BlockedUntil(RecentRecovery recovery, TimeSpan blockPeriod) =>
        recovery.StartedAt + (recovery is { Status: RecoveryStatus.Failed, Kind: not RecoveryKind.DeadStandby } && blockPeriod > FailedRetry ? FailedRetry : blockPeriod);
}
