using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>What clusters looked like, what the analysis said and what was detected.</content>
public sealed partial class FleetStore
{
    /// <summary>How far the history of a cluster goes; null where there is none.</summary>
    public Task<TopologyHistoryHead?> FindTopologyHeadAsync(string clusterId, CancellationToken cancellationToken) =>
        FindAsync<TopologyHistoryHead>(FleetTables.TopologyHeads, FleetTables.TopologyHeads, clusterId, cancellationToken);

    /// <summary>The same of every cluster that has a history.</summary>
    public Task<List<TopologyHistoryHead>> GetTopologyHeadsAsync(CancellationToken cancellationToken) =>
        ListAsync<TopologyHistoryHead>(FleetTables.TopologyHeads, new RowRange(FleetTables.TopologyHeads), cancellationToken);

    /// <summary>Writes how far the history of a cluster goes.</summary>
    public Task SaveTopologyHeadAsync(TopologyHistoryHead head, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.TopologyHeads, FleetTables.TopologyHeads, head.ClusterId, head, cancellationToken);

    /// <summary>Writes a moment. Its first row comes last: a moment that has it is whole.</summary>
    public Task SaveTopologyChangeAsync(string clusterId, IEnumerable<TopologyChange> parts, CancellationToken cancellationToken) => store.WriteBatchAsync(
        FleetTables.TopologyHistory,
        [.. parts.OrderByDescending(part => part.Part).Select(part => new RowWrite(WriteKind.Upsert, clusterId, Row(part), FleetJson.Write(part)))],
        cancellationToken);

    /// <summary>Moments of a cluster, newest first.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="until">The last moment that is read (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<TopologyChange> GetTopologyChangesAsync(string clusterId, DateTimeOffset until, CancellationToken cancellationToken) =>
        StreamAsync<TopologyChange>(FleetTables.TopologyHistory, new RowRange(clusterId, FleetTables.Falling(until, "")), cancellationToken);

    /// <summary>Writes a change of what the analysis says.</summary>
    public Task SaveAnalysisChangesAsync(IEnumerable<AnalysisChange> changes, CancellationToken cancellationToken) => store.WriteBatchAsync(
        FleetTables.AnalysisChanges,
        [
            .. changes.Select(change => new RowWrite(
                WriteKind.Upsert,
                FleetTables.AnalysisChanges,
                FleetTables.Falling(change.At, FleetTables.RowKey(change.Instance)),
                FleetJson.Write(change))),
        ],
        cancellationToken);

    /// <summary>Changes of what the analysis says, newest first.</summary>
    public IAsyncEnumerable<AnalysisChange> GetAnalysisChangesAsync(CancellationToken cancellationToken) =>
        StreamAsync<AnalysisChange>(FleetTables.AnalysisChanges, new RowRange(FleetTables.AnalysisChanges), cancellationToken);

    /// <summary>Writes a finding that was registered; for <see cref="ClusterEntity"/> alone.</summary>
    public Task SaveDetectionAsync(DetectionRecord detection, CancellationToken cancellationToken) => UpsertAsync(
        FleetTables.Detections,
        FleetTables.Detections,
        FleetTables.Falling(detection.Detection.At, $"{FleetTables.RowKey(detection.Detection.Instance)}-{detection.Detection.Code}"),
        detection,
        cancellationToken);

    /// <summary>Findings that were registered, newest first.</summary>
    public IAsyncEnumerable<DetectionRecord> GetDetectionsAsync(CancellationToken cancellationToken) =>
        StreamAsync<DetectionRecord>(FleetTables.Detections, new RowRange(FleetTables.Detections), cancellationToken);

    /// <summary>Findings that were registered within a time, both ends included, newest first.</summary>
    public IAsyncEnumerable<DetectionRecord> GetDetectionsAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        StreamAsync<DetectionRecord>(FleetTables.Detections, Between(FleetTables.Detections, from, until), cancellationToken);

    /// <summary>Recoveries that were opened within a time, both ends included, newest first.</summary>
    public IAsyncEnumerable<RecoveryRecord> GetRecoveriesAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        StreamAsync<RecoveryRecord>(FleetTables.Recoveries, Between(FleetTables.Recoveries, from, until), cancellationToken);

    private static RowRange Between(string partition, DateTimeOffset from, DateTimeOffset until) =>
        new(partition, FleetTables.Falling(until, ""), FleetTables.Falling(from.AddTicks(-1), ""));

    private static string Row(TopologyChange part) => FleetTables.Falling(part.At, $"{part.Part:D4}");
}
