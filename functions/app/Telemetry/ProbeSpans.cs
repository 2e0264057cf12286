using System.Diagnostics;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Makes spans of probes that failed; of the others, which are many, there are figures only.</summary>
internal static class ProbeSpans
{
    /// <summary>Writes a failed probe.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="endedAt">When it ended (UTC).</param>
    /// <param name="took">How long it took.</param>
    public static void Failed(InstanceKey instance, string error, DateTimeOffset endedAt, TimeSpan took)
    {
        if (!Instruments.Source.HasListeners()) return;
        var around = Activity.Current;
        Activity.Current = null;
        using (var span = Instruments.Source.StartActivity(
            "probe", ActivityKind.Client, default(ActivityContext), [new("ham4db.instance", instance.ToString()), new("server.address", instance.Host), new("server.port", instance.Port)], links: null, endedAt - took))
        {
            span?.SetStatus(ActivityStatusCode.Error, error);
            span?.SetEndTime(endedAt.UtcDateTime);
        }

        Activity.Current = around;
    }
}
