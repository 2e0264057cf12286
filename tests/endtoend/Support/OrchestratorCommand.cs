using System.Text.Json;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>What orchestrator's client script asks for a command, and what it prints of the answer.</summary>
/// <param name="Path">Path below <c>/api/</c>.</param>
/// <param name="Print">The lines that it prints, of the result (without its envelope) and of the whole answer.</param>
public sealed record OrchestratorCommand(string Path, Func<JsonElement, JsonElement, IEnumerable<string>> Print)
{
    /// <summary>The request of a command with the script's options.</summary>
    public static OrchestratorCommand Parse(string command, string[] arguments)
    {
        var given = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        string Option(string name) => given.GetValueOrDefault(name, "");
        var (own, to) = (Option("-i").Replace(':', '/'), Option("-d").Replace(':', '/'));
        var hint = Option("-i");
        string Encoded(string name) => Uri.EscapeDataString(Option(name));

        command = command.Replace("slave", "replica", StringComparison.Ordinal);
        return command switch
        {
            "clusters" => new("clusters-info", Each(e => Text(e, "ClusterName"))),
            "clusters-alias" => new("clusters-info", Each(e => $"{Text(e, "ClusterName")},{Text(e, "ClusterAlias")}")),
            "all-clusters-masters" => new("masters", Keys),
            "all-instances" => new("all-instances", Keys),
            "search" => new($"search?s={Encoded("-i")}", Keys),
            "instance" or "which-instance" => new($"instance/{own}", Key),
            "which-master" => new($"instance/{own}", One(e => KeyOf(e.GetProperty("MasterKey")))),
            "which-replicas" => new($"instance-replicas/{own}", Keys),
            "which-broken-replicas" => new($"instance-replicas/{own}", (result, _) => result.EnumerateArray().Where(IsBroken).Select(e => KeyOf(e.GetProperty("Key")))),
            "which-cluster-instances" => new($"cluster/{hint}", Keys),
            "which-cluster" => new($"cluster-info/{hint}", One(e => Text(e, "ClusterName"))),
            "which-cluster-alias" => new($"cluster-info/{hint}", One(e => Text(e, "ClusterAlias"))),
            "which-cluster-master" => new($"master/{hint}", One(e => Text(e, "ClusterName"))),
            "which-cluster-osc-replicas" => new($"cluster-osc-replicas/{hint}", Keys),
            "which-cluster-osc-running-replicas" => new($"cluster-osc-replicas/{hint}", (result, _) => result.EnumerateArray().Where(IsRunning).Select(e => KeyOf(e.GetProperty("Key")))),
            "downtimed" => new($"downtimed/{hint}", Keys),
            "dominant-dc" => new("masters", (result, _) => result.EnumerateArray().Select(e => Text(e, "DataCenter")).Take(1)),
            "replication-analysis" => new("replication-analysis", Each(e => $"{KeyOf(e.GetProperty("AnalyzedInstanceKey"))}: {Text(e, "Analysis")}")),
            "topology" or "topology-tabulated" or "topology-tags" => new($"{command}/{hint}", Plain),
            "async-discover" => new($"async-discover/{own}", (result, _) => [$":{(result.ValueKind == JsonValueKind.Null ? "null" : "")}"]),
            "tags" => new($"tags/{own}", Each(e => e.GetString()!)),
            "tag-value" => new($"tag-value/{own}?tag={Encoded("-t")}", Plain),
            "tag" => new($"tag/{own}?tag={Encoded("-t")}", KeyItself),
            "untag" => new($"untag/{own}?tag={Option("-t")}", KeysThemselves),
            "untag-all" => new($"untag-all?tag={Option("-t")}", KeysThemselves),
            "tagged" => new($"tagged/{own}?tag={Encoded("-t")}", KeysThemselves),
            "submit-pool-instances" => new($"submit-pool-instances/{Option("-l")}?instances={Encoded("-i")}", Plain),
            "which-heuristic-cluster-pool-instances" => new($"heuristic-cluster-pool-instances/{hint}/{Option("-l")}", Keys),
            "begin-downtime" => new($"begin-downtime/{own}/{Encoded("-o")}/{Encoded("-r")}/{Option("-u")}", KeyItself),
            "begin-maintenance" => new($"begin-maintenance/{own}/{Encoded("-o")}/{Encoded("-r")}", KeyItself),
            "register-candidate" => new($"register-candidate/{own}/{Option("-R")}", KeyItself),
            "end-downtime" or "end-maintenance" or "recover" => new($"{command}/{own}", KeyItself),
            "submit-masters-to-kv-stores" => new("submit-masters-to-kv-stores/", Each(e => $"{Text(e, "Key")}:{Text(e, "Value")}")),
            "relocate" or "match" or "move-below" or "move-equivalent" or "move-gtid" or "repoint" => new($"{command}/{own}/{to}", KeyAndSource),
            "move-up" or "match-up" or "make-co-master" or "take-master" or "take-siblings" => new($"{command}/{own}", KeyAndSource),
            "move-up-replicas" or "match-up-replicas" or "repoint-replicas" => new($"{command}/{own}/", Keys),
            "can-replicate-from" or "can-replicate-from-gtid" => new($"{command}/{own}/{to}", (result, answer) => Text(answer, "Message").Contains("true", StringComparison.Ordinal) ? [KeyOf(result)] : []),
            "is-replicating" => new($"instance/{own}", WhereThreadsAre(1)),
            "is-replication-stopped" => new($"instance/{own}", WhereThreadsAre(0)),
            "delay-replication" => new($"delay-replication/{own}/{Option("-S")}", Plain),
            "restart-replica-statements" => new($"restart-replica-statements/{own}?q={Encoded("-q")}", Each(e => e.GetString()!)),
            "which-gtid-errant" => new($"instance/{own}", One(e => Text(e, "GtidErrant"))),
            "purge-binary-logs" => new($"purge-binary-logs/{own}/{Option("-n")}", Key),
            "disable-global-recoveries" or "enable-global-recoveries" or "check-global-recoveries" or "raft-health" => new(command, Plain),
            "graceful-master-takeover" or "graceful-master-takeover-auto" => new($"{command}/{hint}/{to}", One(e => KeyOf(e.GetProperty("SuccessorKey")))),
            "ack-all-recoveries" => new($"ack-all-recoveries?comment={Encoded("-r")}", Plain),
            "forget" => new($"forget/{own}", (_, _) => []),
            _ => new($"{command}/{own}", Key),
        };
    }

    private static IEnumerable<string> Keys(JsonElement result, JsonElement answer) => result.EnumerateArray().Select(e => KeyOf(e.GetProperty("Key")));

    private static IEnumerable<string> Key(JsonElement result, JsonElement answer) => [KeyOf(result.GetProperty("Key"))];

    private static IEnumerable<string> KeyItself(JsonElement result, JsonElement answer) => [KeyOf(result)];

    private static IEnumerable<string> KeysThemselves(JsonElement result, JsonElement answer) => result.EnumerateArray().Select(KeyOf);

    private static IEnumerable<string> KeyAndSource(JsonElement result, JsonElement answer) => [$"{KeyOf(result.GetProperty("Key"))}<{KeyOf(result.GetProperty("MasterKey"))}"];

    private static IEnumerable<string> Plain(JsonElement result, JsonElement answer) => [result.ToString()];

    private static Func<JsonElement, JsonElement, IEnumerable<string>> One(Func<JsonElement, string> print) => (result, _) => [print(result)];

    private static Func<JsonElement, JsonElement, IEnumerable<string>> Each(Func<JsonElement, string> print) => (result, _) => result.EnumerateArray().Select(print);

    private static Func<JsonElement, JsonElement, IEnumerable<string>> WhereThreadsAre(int state) => (result, _) =>
        result.GetProperty("ReplicationSQLThreadState").GetInt32() == state && result.GetProperty("ReplicationIOThreadState").GetInt32() == state ? [KeyOf(result.GetProperty("Key"))] : [];

    private static bool IsRunning(JsonElement e) => e.GetProperty("ReplicationSQLThreadRuning").GetBoolean() && e.GetProperty("ReplicationIOThreadRuning").GetBoolean();

    private static bool IsBroken(JsonElement e) => !IsRunning(e) && (Text(e, "LastSQLError").Length > 0 || Text(e, "LastIOError").Length > 0);

    private static string KeyOf(JsonElement key) => $"{Text(key, "Hostname")}:{key.GetProperty("Port").GetInt32()}";

    private static string Text(JsonElement e, string name) => e.GetProperty(name).ToString();
}
