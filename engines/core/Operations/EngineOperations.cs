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
        "set-read-only", "set-writeable", "fence-writes", "unfence-writes", "kill-query", "start", "stop", "restart", "build",
    ];

    /// <summary>A standby of openGauss finds its source by itself: it is not pointed anywhere.</summary>
    static readonly string[] SelfFinding = ["start-replica", "set-read-only", "set-writeable", "fence-writes", "unfence-writes", .. ByAgent];

    /// <summary>Done to a whole instance by the agent beside it.</summary>
    static string[] ByAgent => ["start", "stop", "restart", "build", "switchover"];

    /// <summary>Why an operation cannot be asked of an instance's engine, as a sentence; null when it can.</summary>
    public static string? WhyNot(string kind, InstanceKey key) => key.Engine == DatabaseEngine.MySql
        ? ByAgent.Contains(kind) ? $"{kind} is done by an agent beside an openGauss or PostgreSQL server, and {key} is a MySQL or MariaDB server, which has none: use the service manager of its host." : null
        : Of(key.Engine).Contains(kind)
        ? null
        : ByAgent.Contains(kind) ? $"{kind} is an operation on openGauss, and {key} is a {Name(key.Engine)} server, which has no such thing. It has {string.Join(", ", Of(key.Engine))}."
        : $"{kind} is an operation on MySQL and MariaDB, and {key} is a {Name(key.Engine)} server, which has no such thing. It has {string.Join(", ", Of(key.Engine))}.";

    static string[] Of(DatabaseEngine engine) => engine == DatabaseEngine.OpenGauss ? SelfFinding : Physical;

    static string Name(DatabaseEngine engine) => engine == DatabaseEngine.OpenGauss ? "openGauss" : "PostgreSQL";
}
