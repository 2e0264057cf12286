using System.Diagnostics;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Makes spans of a recovery that has ended: out of its record, so that they are whole wherever its parts ran and however often its process died.</summary>
internal static class RecoverySpans
{
    /// <summary>Whether somebody collects them.</summary>
    public static bool AreWanted(RecoveryRecord recovery) => Instruments.Source.HasListeners() && recovery.ClusterId != Rehearsal.ClusterId;

    /// <summary>One span for the recovery, from its opening to its end, and one in it for each step.</summary>
    public static void Write(RecoveryRecord recovery, IEnumerable<RecoveryStepRecord> steps)
    {
        // Whatever runs around this did not cause it: the recovery is the root of its trace.
        var around = Activity.Current;
        Activity.Current = null;
        try
        {
            using var span = Instruments.Source.StartActivity("recovery", ActivityKind.Internal, default(ActivityContext), Tags(recovery), links: null, recovery.StartedAt);
            if (span is null) return;
            foreach (var step in steps.OrderBy(step => step.StartedAt)) Write(step, span.Context, recovery.EndedAt ?? recovery.StartedAt);
            End(span, recovery.EndedAt ?? recovery.StartedAt, recovery.Status == RecoveryStatus.Succeeded ? "" : string.Join(' ', recovery.Errors));
        }
        finally
        {
            Activity.Current = around;
        }
    }

    private static void Write(RecoveryStepRecord step, ActivityContext parent, DateTimeOffset end)
    {
        KeyValuePair<string, object?>[] tags = [new("ham4db.step", step.Step), new("ham4db.step.message", step.Message), new("ham4db.instance", step.Target?.ToString())];
        using var span = Instruments.Source.StartActivity("recovery " + step.Step, ActivityKind.Internal, parent, tags, links: null, step.StartedAt);
        if (span is not null) End(span, step.EndedAt ?? end, step.Error);
    }

    private static void End(Activity span, DateTimeOffset at, string error)
    {
        if (error.Length > 0) span.SetStatus(ActivityStatusCode.Error, error);
        span.SetEndTime(at.UtcDateTime);
    }

    private static KeyValuePair<string, object?>[] Tags(RecoveryRecord recovery) =>
    [
        new("ham4db.recovery.uid", recovery.Uid),
        new("ham4db.recovery.kind", $"{recovery.Kind}"),
        new("ham4db.recovery.code", $"{recovery.Code}"),
        new("ham4db.recovery.status", $"{recovery.Status}"),
        new("ham4db.recovery.actor", recovery.Actor),
        new("ham4db.cluster", recovery.ClusterId),
        new("ham4db.cluster.alias", recovery.ClusterAlias),
        new("ham4db.failed", recovery.Failed.ToString()),
        new("ham4db.successor", recovery.Successor?.ToString()),
    ];
}
