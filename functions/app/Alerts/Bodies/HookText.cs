using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Alerts.Bodies;

/// <summary>An event in words for people. What comes from servers is escaped by who uses it.</summary>
internal static class HookText
{
    private const int MaxLength = 1000;

    /// <summary>What happened, as one line.</summary>
    public static string Title(HookEvent hook)
    {
        var (fields, cluster) = (hook.Fields, hook.ClusterTitle);
        var successor = hook.Successor.Length == 0 ? "nobody" : hook.Successor;
        return Short(hook.Point switch
        {
            HookPoint.Detection => $"{cluster}: {fields.FailureType} on {hook.Subject}",
            HookPoint.DetectionEnded => $"{cluster}: {hook.Subject} is well again ({fields.FailureType} has ended)",
            HookPoint.PostPrimaryFailover => $"{cluster}: {successor} is the new primary; {hook.Subject} was lost",
            HookPoint.PostGracefulTakeover => $"{cluster}: {successor} has taken the role of the primary over from {hook.Subject}",
            HookPoint.PostIntermediateFailover => $"{cluster}: replicas of {hook.Subject} replicate from {successor} now",
            HookPoint.PostFailover => $"{cluster}: {hook.Subject} was repaired",
            HookPoint.PostUnsuccessfulFailover => $"{cluster}: recovery of {hook.Subject} FAILED",
            HookPoint.PostTakePrimary => $"{cluster}: {successor} has changed places with {hook.Subject}",
            HookPoint.Test => "Ham4Db: this is a test, nothing happened",
            _ => $"{cluster}: {hook.Point} of {hook.Subject}",
        });
    }

    /// <summary>Whether it is good news, bad news or neither.</summary>
    public static HookMood Mood(HookEvent hook) => hook.Point switch
    {
        HookPoint.Detection => HookMood.Warning,
        HookPoint.PostUnsuccessfulFailover => HookMood.Bad,
        HookPoint.Test => HookMood.Neutral,
        _ => hook.Fields.LostReplicas.Count > 0 ? HookMood.Warning : HookMood.Good,
    };

    /// <summary>What there is to know beside the title, as names and values.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(HookEvent hook)
    {
        var fields = hook.Fields;
        (string Name, string Value)[] all =
        [
            ("Cluster", hook.ClusterTitle),
            ("Instance", hook.Subject),
            ("Finding", fields.FailureDescription),
            ("Successor", hook.Successor),
            ("Replicas left behind", string.Join(", ", fields.LostReplicas)),
            ("Errors", string.Join(' ', fields.Errors)),
            ("Asked for by", fields.Actor),
            ("Recovery", fields.RecoveryUID),
            ("Time", hook.At.ToString("u")),
        ];
        return [.. all.Where(fact => fact.Value.Length > 0).Select(fact => (fact.Name, Short(fact.Value)))];
    }

    private static string Short(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
