using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations;

/// <summary>Which operations an engine has.</summary>
public static class EngineOperations
{
    /// <summary>Physical replication has a place in one log and one source, and nothing of binary logs, GTIDs and acknowledging replicas.</summary>
    static readonly string[] Physical =
    [
        "relocate", "relocate-replicas", "regroup-replicas", "move-up", "move-up-replicas", "move-below", "repoint", "repoint-replicas", "take-siblings",
        "start-replica", "stop-replica", "stop-replica-nice", "restart-replica", "detach-replica", "reattach-replica", "delay-replication",
        "set-read-only", "set-writeable", "fence-writes", "unfence-writes", "kill-query",
    ];

    /// <summary>A standby of openGauss finds its source by itself: it is not pointed anywhere.</summary>
    static readonly string[] SelfFinding = ["start-replica", "set-read-only", "set-writeable", "fence-writes", "unfence-writes"];

    /// <summary>Why an operation cannot be asked of an instance's engine, as a sentence; null when it can.</summary>
    public static string? WhyNot(string kind, InstanceKey key) => key.Engine == DatabaseEngine.MySql || Of(key.Engine).Contains(kind)
        ? null
        : $"{kind} is an operation on MySQL and MariaDB, and {key} is a {Name(key.Engine)} server, which has no such thing. It has {string.Join(", ", Of(key.Engine))}.";

    static string[] Of(DatabaseEngine engine) => engine == DatabaseEngine.OpenGauss ? SelfFinding : Physical;

    static string Name(DatabaseEngine engine) => engine == DatabaseEngine.OpenGauss ? "openGauss" : "PostgreSQL";
}
