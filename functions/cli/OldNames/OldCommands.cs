using System.Text.Json;
using Ham4Db.Core.Model;

namespace Ham4Db.Cli.OldNames;

/// <summary>The commands of orchestrator's client script. Of two words for replicas, either is understood.</summary>
internal static class OldCommands
{
    private static readonly string[] AboutOneInstance =
    [
        "discover", "start-replica", "stop-replica", "stop-replica-nice", "restart-replica", "reset-replica", "detach-replica", "reattach-replica",
        "detach-replica-master-host", "reattach-replica-master-host", "skip-query", "gtid-errant-reset-master", "gtid-errant-inject-empty", "enable-gtid", "disable-gtid",
        "enable-semi-sync-master", "disable-semi-sync-master", "enable-semi-sync-replica", "disable-semi-sync-replica", "set-read-only", "set-writeable", "flush-binary-logs",
    ];

    private static readonly string[] Below = ["relocate", "match", "move-below", "move-equivalent", "move-gtid", "repoint"];
    private static readonly string[] Alone = ["move-up", "match-up", "make-co-master", "take-master", "take-siblings"];
    private static readonly string[] ManyBelow = ["relocate-replicas", "move-replicas-gtid", "match-replicas"];
    private static readonly string[] ManyAlone = ["move-up-replicas", "match-up-replicas", "repoint-replicas"];
    private static readonly string[] KeyOfInstance = ["recover", "recover-lite", "end-downtime", "end-maintenance", "regroup-replicas", "deregister-hostname-unresolve", "refresh"];
    private static readonly string[] Takeovers = ["graceful-master-takeover", "graceful-master-takeover-auto"];
    private static readonly string[] Words =
        ["disable-global-recoveries", "enable-global-recoveries", "check-global-recoveries", "snapshot-topologies", "raft-health", "raft-leader", "raft-leader-hostname"];

    private static readonly Dictionary<string, Func<OldOptions, OldCommand>> Table = new(StringComparer.Ordinal)
    {
        ["api"] = o => new(o.Needed("P"), Plain),
        ["clusters"] = _ => Each("clusters-info", e => OldResult.Text(e, "ClusterName")),
        ["clusters-alias"] = _ => Each("clusters-info", e => $"{OldResult.Text(e, "ClusterName")},{OldResult.Text(e, "ClusterAlias")}"),
        ["all-clusters-masters"] = _ => Each("masters", OwnKey),
        ["all-instances"] = _ => Each("all-instances", OwnKey),
        ["search"] = o => Each($"search?s={Encoded(o.Needed("i"))}", OwnKey),
        ["instance"] = o => new($"instance/{Instance(o)}", OwnKey),
        ["which-instance"] = o => new($"instance/{Instance(o)}", OwnKey),
        ["which-master"] = o => new($"instance/{Instance(o)}", e => OldResult.Key(e, "MasterKey")),
        ["which-replicas"] = o => Each($"instance-replicas/{Instance(o)}", OwnKey),
        ["which-broken-replicas"] = o => Where($"instance-replicas/{Instance(o)}", IsBroken),
        ["which-cluster-instances"] = o => Each($"cluster/{Hint(o)}", OwnKey),
        ["which-cluster"] = o => new($"cluster-info/{Hint(o)}", e => OldResult.Text(e, "ClusterName")),
        ["which-cluster-alias"] = o => new($"cluster-info/{Hint(o)}", e => OldResult.Text(e, "ClusterAlias")),
        // Its cluster's name and not its key: scripts rely on it.
        ["which-cluster-master"] = o => new($"master/{Hint(o)}", e => OldResult.Text(e, "ClusterName")),
        ["which-cluster-osc-replicas"] = o => Each($"cluster-osc-replicas/{Hint(o)}", OwnKey),
        ["which-cluster-osc-running-replicas"] = o => Where($"cluster-osc-replicas/{Hint(o)}", IsRunning),
        ["downtimed"] = o => Each($"downtimed/{Encoded(o["a"].Length > 0 ? o["a"] : o["i"])}", OwnKey),
        ["dominant-dc"] = _ => new("masters", DominantDataCenter),
        ["replication-analysis"] = _ => Each("replication-analysis", Finding),
        ["topology"] = o => new($"topology/{Hint(o)}", Plain),
        ["topology-tabulated"] = o => new($"topology-tabulated/{Hint(o)}", Plain),
        ["topology-tags"] = o => new($"topology-tags/{Hint(o)}", Plain),
        ["async-discover"] = o => new($"async-discover/{Instance(o)}", e => OldResult.Key(e, "Key")),
        ["forget"] = o => new($"forget/{Instance(o)}", Nothing),
        ["forget-cluster"] = o => new($"forget-cluster/{Hint(o)}", Nothing),
        ["tags"] = o => Each($"tags/{Instance(o)}", e => e.ToString()),
        ["tag-value"] = o => new($"tag-value/{Instance(o)}?tag={Encoded(o.Needed("t"))}", Plain),
        ["tag"] = o => new($"tag/{Instance(o)}?tag={Encoded(o.Needed("t"))}", OldResult.Key),
        ["untag"] = o => Each($"untag/{Instance(o)}?tag={Encoded(o.Needed("t"))}", OldResult.Key),
        ["untag-all"] = o => Each($"untag-all?tag={Encoded(o.Needed("t"))}", OldResult.Key),
        ["tagged"] = o => Each($"tagged?tag={Encoded(o.Needed("t"))}", OldResult.Key),
        ["submit-pool-instances"] = o => new($"submit-pool-instances/{Encoded(o.Needed("l"))}?instances={Encoded(o.Needed("i"))}", Plain),
        ["which-heuristic-cluster-pool-instances"] = o => Each($"heuristic-cluster-pool-instances/{Hint(o)}/{Encoded(o["l"])}", OwnKey),
        ["begin-downtime"] = o => new($"begin-downtime/{Instance(o)}/{Owner(o)}/{Encoded(o.Needed("r"))}/{(o["u"].Length > 0 ? Encoded(o["u"]) : "10m")}", OldResult.Key),
        ["begin-maintenance"] = o => new($"begin-maintenance/{Instance(o)}/{Owner(o)}/{Encoded(o.Needed("r"))}", OldResult.Key),
        ["register-candidate"] = o => new($"register-candidate/{Instance(o)}/{(o["R"].Length > 0 ? Encoded(o["R"]) : "prefer")}", OldResult.Key),
        ["register-hostname-unresolve"] = o => new($"register-hostname-unresolve/{Instance(o)}/{Encoded(o.Needed("H"))}", OldResult.Key),
        ["submit-masters-to-kv-stores"] = o => Each($"submit-masters-to-kv-stores/{Encoded(o["a"])}", e => $"{OldResult.Text(e, "Key")}:{OldResult.Text(e, "Value")}"),
        ["can-replicate-from"] = o => IfTrue($"can-replicate-from/{Instance(o)}/{Address(o, "d")}"),
        ["can-replicate-from-gtid"] = o => IfTrue($"can-replicate-from-gtid/{Instance(o)}/{Address(o, "d")}"),
        ["is-replicating"] = o => new($"instance/{Instance(o)}", r => ThreadsAre(r.Value, 1) ? [OwnKey(r.Value)] : []),
        ["is-replication-stopped"] = o => new($"instance/{Instance(o)}", r => ThreadsAre(r.Value, 0) ? [OwnKey(r.Value)] : []),
        ["delay-replication"] = o => new($"delay-replication/{Instance(o)}/{Encoded(o.Needed("S"))}", Plain),
        ["restart-replica-statements"] = o => new($"restart-replica-statements/{Instance(o)}?q={Encoded(o.Needed("q"))}", Plain),
        ["which-gtid-errant"] = o => new($"instance/{Instance(o)}", e => OldResult.Text(e, "GtidErrant")),
        ["locate-gtid-errant"] = o => Each($"locate-gtid-errant/{Instance(o)}", e => e.ToString()),
        ["last-pseudo-gtid"] = o => new($"last-pseudo-gtid/{Instance(o)}", Plain),
        ["purge-binary-logs"] = o => new($"purge-binary-logs/{Instance(o)}/{Encoded(o.Needed("n"))}", OwnKey),
        ["force-master-failover"] = o => new($"force-master-failover/{Hint(o)}", Successor),
        ["force-master-takeover"] = o => new($"force-master-takeover/{Hint(o)}/{Address(o, "d")}", Successor),
        ["ack-all-recoveries"] = o => new($"ack-all-recoveries?comment={Encoded(o.Needed("r"))}", Plain),
        ["ack-cluster-recoveries"] = o => new($"ack-recovery/cluster/{Hint(o)}?comment={Encoded(o.Needed("r"))}", Plain),
        ["raft-elect-leader"] = o => new($"raft-yield-hint/{Encoded(o.Needed("H"))}", Plain),
    };

    static OldCommands()
    {
        foreach (var name in AboutOneInstance) Table[name] = o => new($"{name}/{Instance(o)}", OwnKey);
        foreach (var name in Below) Table[name] = o => new($"{name}/{Instance(o)}/{Address(o, "d")}", KeyAndSource);
        foreach (var name in Alone) Table[name] = o => new($"{name}/{Instance(o)}", KeyAndSource);
        foreach (var name in ManyBelow) Table[name] = o => Each($"{name}/{Instance(o)}/{Address(o, "d")}{Pattern(o)}", OwnKey);
        foreach (var name in ManyAlone) Table[name] = o => Each($"{name}/{Instance(o)}{Pattern(o)}", OwnKey);
        foreach (var name in KeyOfInstance) Table[name] = o => new($"{name}/{Instance(o)}", OldResult.Key);
        foreach (var name in Takeovers) Table[name] = o => new($"{name}/{Hint(o)}{(o["d"].Length > 0 ? "/" + Address(o, "d") : "")}", Successor);
        foreach (var name in Words) Table[name] = _ => new(name, Plain);
    }

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Table.Keys.Order(StringComparer.Ordinal);

    /// <summary>The request of a command with its options.</summary>
    /// <exception cref="CliException">There is no such command, or an option is missing.</exception>
    public static OldCommand Find(OldOptions options)
    {
        var name = options.Needed("c").Replace("slave", "replica", StringComparison.Ordinal);
        return Table.TryGetValue(name, out var make) ? make(options) : throw new CliException(ExitCodes.Usage, $"Unsupported command {options["c"]}. '-c help' lists them.");
    }

    private static string Encoded(string text) => Uri.EscapeDataString(text);

    private static string Instance(OldOptions options) => Address(options, "i");

    private static string Address(OldOptions options, string name)
    {
        var text = options.Needed(name);
        var port = int.TryParse(options["D"], out var given) ? given : 3306;
        return InstanceKey.TryParse(text, DatabaseEngine.MySql, port, out var key)
            ? $"{Encoded(key.Host)}/{key.Port}"
            : throw new CliException(ExitCodes.Usage, $"-{name}: '{text}' is not the address of an instance, such as db1.example.com:3306.");
    }

    private static string Hint(OldOptions options) => Encoded(options["a"].Length > 0 ? options["a"] : options.Needed("i"));

    private static string Owner(OldOptions options) => Encoded(options["o"].Length > 0 ? options["o"] : Environment.UserName);

    private static string Pattern(OldOptions options) => options["pattern"].Length > 0 ? "?pattern=" + Encoded(options["pattern"]) : "";

    private static OldCommand Each(string path, Func<JsonElement, string> print) => new(path, result => result.Items.Select(print));

    private static OldCommand Where(string path, Func<JsonElement, bool> isMeant) => new(path, result => result.Items.Where(isMeant).Select(OwnKey));

    private static OldCommand IfTrue(string path) => new(path, result => result.Message.Contains("true", StringComparison.Ordinal) ? [OldResult.Key(result.Value)] : []);

    private static string OwnKey(JsonElement element) => OldResult.Key(element, "Key");

    private static string KeyAndSource(JsonElement element) => $"{OwnKey(element)}<{OldResult.Key(element, "MasterKey")}";

    private static string Successor(JsonElement element) => OldResult.Key(element, "SuccessorKey");

    private static string Plain(JsonElement element) => element.ToString();

    private static IEnumerable<string> Nothing(OldResult result) => [];

    private static IEnumerable<string> DominantDataCenter(OldResult result) =>
        result.Items.GroupBy(e => OldResult.Text(e, "DataCenter")).OrderByDescending(g => g.Count()).Take(1).Select(g => g.Key);

    private static string Finding(JsonElement element)
    {
        var what = OldResult.Text(element, "Analysis");
        if (what == "NoProblem" && element.GetProperty("StructureAnalysis") is { ValueKind: JsonValueKind.Array } structure) what = structure[0].ToString();
        return $"{OldResult.Key(element, "AnalyzedInstanceKey")} (cluster {OldResult.Text(element.GetProperty("ClusterDetails"), "ClusterName")}): {what}";
    }

    private static bool ThreadsAre(JsonElement element, int state) =>
        element.GetProperty("ReplicationSQLThreadState").GetInt32() == state && element.GetProperty("ReplicationIOThreadState").GetInt32() == state;

    private static bool IsRunning(JsonElement element) => element.GetProperty("ReplicationSQLThreadRuning").GetBoolean() && element.GetProperty("ReplicationIOThreadRuning").GetBoolean();

    private static bool IsBroken(JsonElement element) => !IsRunning(element) && (OldResult.Text(element, "LastSQLError").Length > 0 || OldResult.Text(element, "LastIOError").Length > 0);
}
