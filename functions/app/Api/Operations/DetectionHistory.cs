using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Reads findings that were registered, with the recoveries that answered them, and what the analysis said when.</summary>
internal sealed class DetectionHistory(FleetStore store)
{
    /// <summary>A recovery is opened about when its finding is registered, by another hand: it may be a little earlier.</summary>
    internal static readonly TimeSpan Before = TimeSpan.FromMinutes(1);

    /// <summary>A recovery that is opened later answers something else.</summary>
    internal static readonly TimeSpan After = TimeSpan.FromHours(1);

    private const int MaxChanges = 10_000;
    private const long MaxId = 253_402_300_799_000_000;

    /// <summary>Findings, newest first.</summary>
    /// <param name="alias">Of the clusters that had this alias or name then; empty for all.</param>
    /// <param name="page">Page, from 0.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<RelatedDetection>> ListAsync(string alias, int page, int size, CancellationToken cancellationToken) => await RelateAsync(
        await store.GetDetectionsAsync(cancellationToken)
            .Where(d => alias.Length == 0 || d.Detection.ClusterAlias == alias || d.Detection.ClusterName == alias)
            .Skip(page * size).Take(size).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>Findings, newest first.</summary>
    public IAsyncEnumerable<DetectionRecord> ReadAsync(CancellationToken cancellationToken) => store.GetDetectionsAsync(cancellationToken);

    /// <summary>The recoveries that answered findings.</summary>
    public Task<IReadOnlyList<RelatedDetection>> RelateAsync(IReadOnlyList<DetectionRecord> detections, CancellationToken cancellationToken) =>
        RelateAsync([.. detections], cancellationToken);

    /// <summary>The findings of a number: one, unless two were registered at the very same time.</summary>
    public async Task<IReadOnlyList<RelatedDetection>> FindAsync(long id, CancellationToken cancellationToken)
    {
        if (id > MaxId) return [];
        var at = DateTimeOffset.UnixEpoch.AddTicks(id * TimeSpan.TicksPerMicrosecond);
        var found = store.GetDetectionsAsync(at, at.AddTicks(TimeSpan.TicksPerMicrosecond - 1), cancellationToken);
        return await RelateAsync(await found.ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Changes of what the analysis said, newest first.</summary>
    public IAsyncEnumerable<AnalysisChange> ReadChangesAsync(CancellationToken cancellationToken) => store.GetAnalysisChangesAsync(cancellationToken);

    /// <summary>Changes of what the analysis said, by instance, oldest first.</summary>
    /// <param name="engine">Of this engine; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<IGrouping<InstanceKey, AnalysisChange>>> ChangesAsync(DatabaseEngine? engine, CancellationToken cancellationToken) =>
    [
        .. (await store.GetAnalysisChangesAsync(cancellationToken).Take(MaxChanges).ToListAsync(cancellationToken))
            .Where(change => engine is null || change.Instance.Engine == engine)
            .Reverse()
            .GroupBy(change => change.Instance)
            .OrderBy(group => group.Key),
    ];

    private async Task<IReadOnlyList<RelatedDetection>> RelateAsync(List<DetectionRecord> detections, CancellationToken cancellationToken)
    {
        if (detections.Count == 0) return [];
        var (from, until) = (detections.Min(d => d.Detection.At) - Before, detections.Max(d => d.Detection.At) + After);
        var recoveries = await store.GetRecoveriesAsync(from, until, cancellationToken).ToListAsync(cancellationToken);
        return [.. detections.Select(d => RelatedDetection.Of(d, recoveries))];
    }
}
