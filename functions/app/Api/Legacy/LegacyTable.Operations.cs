using Ham4Db.Functions.Api.Legacy.Calls;

namespace Ham4Db.Functions.Api.Legacy;

/// <content>Operations on a single instance. Where a word of a path has an older one for replica, both are served.</content>
internal sealed partial class LegacyTable
{
    private const string OfInstance = "/{host}/{port}";

    private static readonly OperationForm[] Forms =
    [
        new("start-replica", "start-replica", "Replica started:"),
        new("stop-replica", "stop-replica", "Replica stopped:"),
        new("stop-replica-nice", "stop-replica-nice", "Replica stopped nicely:"),
        new("restart-replica", "restart-replica", "Replica restarted:"),
        new("reset-replica", "reset-replica", "Replica reset:"),
        new("detach-replica", "detach-replica", "Replica detached:"),
        new("detach-replica-master-host", "detach-replica", "Replica detached:"),
        new("reattach-replica", "reattach-replica", "Replica reattached:"),
        new("reattach-replica-master-host", "reattach-replica", "Replica reattached:"),
        new("skip-query", "skip-query", "Query skipped on"),
        new("enable-gtid", "enable-gtid", "Enabled GTID on"),
        new("disable-gtid", "disable-gtid", "Disabled GTID on"),
        new("gtid-errant-reset-master", "gtid-errant-reset-master", "Errant transactions forgotten on"),
        new("gtid-errant-inject-empty", "gtid-errant-inject-empty", "Empty transactions injected for the errant ones of"),
        new("flush-binary-logs", "flush-binary-logs", "Binary logs flushed on:"),
        new("enable-semi-sync-master", "enable-semi-sync-master", "Semi-sync master enabled:"),
        new("disable-semi-sync-master", "disable-semi-sync-master", "Semi-sync master disabled:"),
        new("enable-semi-sync-replica", "enable-semi-sync-replica", "Semi-sync replica enabled:"),
        new("disable-semi-sync-replica", "disable-semi-sync-replica", "Semi-sync replica disabled:"),
        new("set-read-only", "set-read-only", "Server set as read-only:"),
        new("set-writeable", "set-writeable", "Server set as writeable:", "force"),
        new("fence-writes", "fence-writes", "Writes fenced on"),
        new("unfence-writes", "unfence-writes", "Writes unfenced on", "force"),
        new("fence-all", "fence-all", "All clients fenced from"),
        new("unfence-all", "unfence-all", "Clients let in again on"),
        new("reclone", "reclone", "Copied anew:"),
    ];

    private IEnumerable<LegacyRoute> Operations =>
    [
        .. Forms.SelectMany(form => Names(form.Path), (form, name) => Change(name + OfInstance, operations.Run(form))),
        Change($"purge-binary-logs{OfInstance}/{{logFile}}", operations.Run(new("purge-binary-logs", "purge-binary-logs", "Binary logs purged on:", "logFile:file", "force"))),
        Change($"kill-query{OfInstance}/{{process}}", operations.Run(new("kill-query", "kill-query", "Killed query on", "process"))),
        Change($"delay-replication{OfInstance}/{{seconds}}", operations.DelayAsync),
        Read($"locate-gtid-errant{OfInstance}", operations.LocateErrantAsync),
        .. Names("restart-replica-statements").Select(name => Read(name + OfInstance, operations.RestartStatementsAsync)),
    ];

    private static IEnumerable<string> Names(string path)
    {
        // enable-semi-sync-replica never had the older word.
        var older = path.Contains("semi-sync", StringComparison.Ordinal) ? path : path.Replace("-replica", "-slave", StringComparison.Ordinal);
        return new[] { path, older }.Distinct();
    }
}
