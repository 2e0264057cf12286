using System.Text.Json;
using Ham4Db.Functions.Api.V2;

namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>Writes snapshots as text, and reads them.</summary>
internal static class SnapshotText
{
    // A file may have been edited or cut: what is not there must not be met later, in the midst of the analysis.
    private static readonly JsonSerializerOptions Strict = new(V2Json.Options) { RespectNullableAnnotations = true, Converters = { new KeySetConverter() } };

    /// <summary>The text of a snapshot.</summary>
    public static string Write(FleetSnapshot snapshot) => JsonSerializer.Serialize(snapshot, V2Json.Options);

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="SnapshotException">It is none, of another version, or broken.</exception>
    public static FleetSnapshot Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            CheckVersion(document.RootElement);
            return Check(document.Deserialize<FleetSnapshot>(Strict)!);
        }
        catch (JsonException exception)
        {
            throw new SnapshotException($"is broken: {exception.Message}", exception);
        }
    }

    private static void CheckVersion(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String
            || format.GetString() != FleetSnapshot.FormatName || !json.TryGetProperty("version", out var version))
            throw new SnapshotException("is no snapshot; 'ham4db snapshot > file' writes one.");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != FleetSnapshot.CurrentVersion)
            throw new SnapshotException($"is a snapshot of version {version}, and this program reads version {FleetSnapshot.CurrentVersion}. Read it with the program that wrote it, or take it again.");
    }

    private static FleetSnapshot Check(FleetSnapshot snapshot)
    {
        foreach (var cluster in snapshot.Clusters)
        {
            if (cluster is null) throw new SnapshotException("is broken: a cluster is missing.");
            if (cluster.Members.Any(m => m is null) || cluster.Maintenance.Any(m => m is null) || cluster.Demoted.Any(m => m is null))
                throw new SnapshotException($"is broken: cluster {cluster.ClusterId} has an instance that is null.");
            CheckKeys(cluster, cluster.Members.Select(m => m.Key));
            CheckKeys(cluster, cluster.Maintenance.Select(m => m.Key));
            if (cluster.Members.FirstOrDefault(m => m.InMaintenance && cluster.Maintenance.All(w => w.Key != m.Key)) is { } worked)
                throw new SnapshotException($"is broken: {worked.Key} is under maintenance, and it does not say which.");
        }

        return snapshot;
    }

    private static void CheckKeys(ClusterSnapshot cluster, IEnumerable<InstanceKey> keys)
    {
        if (keys.GroupBy(key => key).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new SnapshotException($"is broken: cluster {cluster.ClusterId} has {twice.Key} twice.");
    }
}
