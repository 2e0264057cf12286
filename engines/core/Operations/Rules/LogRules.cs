using System.Text.RegularExpressions;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Binary logs.</summary>
static partial class LogRules
{
    public const string File = "file";
    const string Latest = "latest";

    public static void Flush(OperationContext context, OperationDraft draft)
    {
        if (!Logs(context, draft)) return;
        draft.Then(context, StepAction.FlushLogs, $"Begin a new binary log on {context.Instance.Key}.");
    }

    public static void Purge(OperationContext context, OperationDraft draft)
    {
        if (!Logs(context, draft)) return;
        var (key, current, asked) = (context.Instance.Key, context.Instance.Snapshot.BinlogPosition, context.Request.Arguments.GetValueOrDefault(File, ""));
        var file = asked.Equals(Latest, StringComparison.OrdinalIgnoreCase) ? current.File : asked;
        if (!FileName().IsMatch(file)) draft.Refuse($"'{file}' is no binary log: give the name of the oldest one to keep as argument {File}, such as {current.File}, or {Latest}.");
        else if (new BinlogCoordinates(file, 0).FileNumber > current.FileNumber) draft.Refuse($"{key} has no binary log {file} yet: the current one is {current.File}.");
        if (draft.IsRefused) return;
        foreach (var reason in Needs(context, new BinlogCoordinates(file, 0))) InstanceRules.RefuseUnlessForced(context, draft, reason);
        draft.Warn("A replica that is behind, a copy that is restored later and a rejoining instance cannot get what is removed.");
        draft.Then(context, StepAction.PurgeLogs, $"Remove the binary logs of {key} before {file}.", file);
    }

    /// <summary>Who would miss what is before <paramref name="first"/>.</summary>
    static IEnumerable<string> Needs(OperationContext context, BinlogCoordinates first)
    {
        var key = context.Instance.Key;
        var detached = context.Topology.Members.Values.Where(m => m.Snapshot.Replication is { IsDetached: true } status && status.Source.Port == key.Port && status.Source.Host == InstanceKey.DetachedPrefix + key.Host);
        foreach (var replica in context.Topology.ReplicasOf(key).Concat(detached).OrderBy(r => r.Key))
        {
            var status = replica.Snapshot.Replication!;
            if (!replica.IsLastCheckValid) yield return $"Where its replica {replica.Key} is cannot be seen: it does not answer.";
            else if (status.Executed.IsEmpty) yield return $"Where its replica {replica.Key} is cannot be seen.";
            else if (status.Executed.FileNumber < first.FileNumber)
                yield return $"Its replica {replica.Key}{(status.IsDetached ? ", which is detached," : "")} is still at {status.Executed} and needs what would be removed.";
        }
    }

    static bool Logs(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return false;
        if (!context.Instance.Snapshot.LogBin) draft.Refuse($"{context.Instance.Key} writes no binary log.");
        return !draft.IsRefused;
    }

    [GeneratedRegex(@"^[\w.-]{1,200}\.\d{1,12}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileName();
}
