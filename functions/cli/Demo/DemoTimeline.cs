using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;
using Ham4Db.Topologies;

namespace Ham4Db.Cli.Demo;

/// <summary>Gathers what happened since the fault: what the demo saw itself and what the recovery recorded, on one clock.</summary>
/// <param name="faultAt">The fault, by <see cref="RunClock"/>.</param>
internal sealed class DemoTimeline(TimeSpan faultAt)
{
    private readonly List<TimelineEntry> _seen = [];
    private readonly DateTimeOffset _faultUtc = RunClock.ToUtc(faultAt);

    public TimeSpan FaultAt { get; } = faultAt;

    /// <summary>The recovery as last read; null before there is one.</summary>
    public RecoveryDetailModel? Recovery { get; set; }

    /// <summary>In the order of their times.</summary>
    public IReadOnlyList<TimelineEntry> Entries =>
        [.. _seen.Concat(Recovery is { } recovery ? Recorded(recovery) : []).OrderBy(entry => entry.AtMilliseconds)];

    /// <summary>Adds what the demo saw.</summary>
    public void Add(TimeSpan at, string what, string? instance, string text = "") =>
        _seen.Add(new TimelineEntry((at - FaultAt).TotalMilliseconds, null, what, instance, text));

    private IEnumerable<TimelineEntry> Recorded(RecoveryDetailModel detail)
    {
        var recovery = detail.Recovery;
        if (recovery.NoticedAt is { } noticed) yield return Moment(noticed, "noticed", recovery.Failed, "asked whether it lives, and no answer came");
        yield return Moment(recovery.StartedAt, "decided", recovery.Failed, $"{Words.Code(recovery.Code)}: recovery {recovery.Uid[..8]} is opened");
        foreach (var step in detail.Steps)
        {
            var text = step.Error.Length > 0 ? step.Error : step.Message;
            yield return Moment(step.StartedAt, Words.Step(step.Step), step.Target, text) with { TookMilliseconds = step.DurationMilliseconds };
        }

        if (LastEnd(detail, "promote") is { } promoted) yield return Moment(promoted, "promoted", recovery.Successor, "it is the primary and takes writes");
        if (LastEnd(detail, "repoint") is { } repointed) yield return Moment(repointed, "all re-pointed", recovery.Successor, "the other replicas follow it");
        if (LastEnd(detail, "rejoin-old-primary") is { } rejoined) yield return Moment(rejoined, "rejoined", recovery.Failed, $"it follows {recovery.Successor}");
    }

    private static DateTimeOffset? LastEnd(RecoveryDetailModel detail, string step) =>
        detail.Steps.Where(s => s.Step == step && s.Error.Length == 0).Max(s => s.EndedAt);

    private TimelineEntry Moment(DateTimeOffset at, string what, InstanceAddress? instance, string text) =>
        new((at - _faultUtc).TotalMilliseconds, null, what, instance?.ToString(), text);
}
