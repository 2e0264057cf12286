using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Api.Snapshots;

namespace Ham4Db.Cli.Snapshots;

/// <summary>
/// Replaces what names hosts and people in a snapshot: each host by the same word wherever it stands, in such words that their order stays, because the
/// planner chooses by it where nothing else decides. Ports, versions, GTIDs, server ids, data centres and all figures stay as they are.
/// </summary>
internal static class Anonymizer
{
    private const string Hidden = "hidden";

    // What the analysis looks for in the error of a replica that cannot reach its source.
    private const string CannotConnect = "error connecting to its source";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The snapshot without names.</summary>
    public static FleetSnapshot Hide(FleetSnapshot snapshot)
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var hidden = snapshot with { Clusters = [.. snapshot.Clusters.Select(cluster => Hide(cluster, aliases))] };
        var json = JsonNode.Parse(SnapshotText.Write(hidden))!;
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        Collect(json, hosts);
        if (hosts.Count == 0) return hidden;
        var words = Words(hosts);
        var pattern = string.Join('|', words.Keys.OrderByDescending(name => name.Length).Select(Regex.Escape));
        var names = new Regex($"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        return SnapshotText.Read(Replace(json, text => names.Replace(text, match => words[match.Value]))!.ToJsonString());
    }

    private static ClusterSnapshot Hide(ClusterSnapshot cluster, Dictionary<string, string> aliases)
    {
        return cluster with
        {
            Alias = cluster.Alias == cluster.Name ? cluster.Alias : Alias(cluster.Alias),
            SuggestedAlias = Alias(cluster.SuggestedAlias),
            Domain = Free(cluster.Domain),
            Members = [.. cluster.Members.Select(Hide)],
            Maintenance = [.. cluster.Maintenance.Select(m => m with { Owner = Hidden, Reason = Hidden })],
            Demoted = [.. cluster.Demoted.Select(d => d with { Problem = Free(d.Problem) })],
            Heartbeat = cluster.Heartbeat is { } beat ? beat with { Prober = Hidden } : null,
        };

        string Alias(string alias)
        {
            if (alias.Length == 0) return alias;
            if (!aliases.TryGetValue(alias, out var word)) aliases[alias] = word = $"cluster-{aliases.Count + 1}";
            return word;
        }

        ClusterMember Hide(ClusterMember member) => member with
        {
            LastCheckError = Free(member.LastCheckError),
            Downtime = member.Downtime is { } downtime ? downtime with { Owner = Hidden, Reason = downtime.Reason == Downtime.LostInRecovery ? downtime.Reason : Hidden } : null,
            Snapshot = member.Snapshot with
            {
                InstanceAlias = Free(member.Snapshot.InstanceAlias),
                ClusterAlias = Alias(member.Snapshot.ClusterAlias),
                ClusterDomain = Free(member.Snapshot.ClusterDomain),
                Replication = member.Snapshot.Replication is { } channel ? Anonymizer.Hide(channel) : null,
                OtherChannels = [.. member.Snapshot.OtherChannels.Select(Anonymizer.Hide)],
            },
        };
    }

    private static ReplicationStatus Hide(ReplicationStatus channel) => channel with
    {
        User = Free(channel.User),
        ApplierError = Free(channel.ApplierError),
        ReceiverError = channel.IsFailingToConnect ? CannotConnect : Free(channel.ReceiverError),
    };

    private static string Free(string text) => text.Length == 0 ? text : Hidden;

    private static void Collect(JsonNode? node, SortedSet<string> hosts)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json)
                {
                    if (name is "host" or "reportedHost" or "virtualHost" && value is JsonValue text) Add(text.GetValue<string>(), hosts);
                    else Collect(value, hosts);
                }

                break;
            case JsonArray list:
                foreach (var item in list) Collect(item, hosts);
                break;
        }
    }

    // Each machine calls itself so: the words name nobody, and have a meaning of their own to the analysis.
    private static void Add(string host, SortedSet<string> hosts)
    {
        var name = host.StartsWith(InstanceKey.DetachedPrefix, StringComparison.Ordinal) ? host[InstanceKey.DetachedPrefix.Length..] : host;
        if (name.Length > 0 && name is not ("_" or "localhost" or "::1") && !name.StartsWith("127.", StringComparison.Ordinal)) hosts.Add(name);
    }

    // Names of files begin with the first part of a host's name.
    private static Dictionary<string, string> Words(SortedSet<string> hosts)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var digits = $"{hosts.Count}".Length;
        foreach (var (index, host) in hosts.Index()) words.TryAdd(host, $"host-{$"{index + 1}".PadLeft(digits, '0')}");
        foreach (var host in hosts.Where(host => !IPAddress.TryParse(host, out _) && host.Contains('.')))
            words.TryAdd(host.Split('.')[0], words[host]);
        return words;
    }

    private static JsonNode? Replace(JsonNode? node, Func<string, string> change) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, IsWord(pair.Key) ? pair.Value?.DeepClone() : Replace(pair.Value, change)))),
        JsonArray list => new JsonArray([.. list.Select(item => Replace(item, change))]),
        JsonValue value when value.TryGetValue<string>(out var text) => change(text),
        _ => node?.DeepClone(),
    };

    // A host may be called as a product is; what the format itself says stays.
    private static bool IsWord(string name) => name is "format" or "engine" or "flavor" or "version" or "role" or "promotionRule" or "detectedPromotionRule"
        or "receiver" or "applier" or "gtidKind" or "gtidMode" or "usingGtid" or "binlogFormat" or "binlogRowImage" or "groupMemberState" or "groupMemberRole"
        or "serverId" or "sourceServerId" or "dataLoss" or "executedGtidSet" or "purgedGtidSet" or "retrievedGtidSet" or "appliedGtidSet" or "errantGtidSet"
        or "takenAt" or "at" or "seenAt" or "lastChecked" or "beginsAt" or "endsAt" or "probeDuration" or "binlogPositionUnchangedSince";
}
