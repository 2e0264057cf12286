using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Moments at which a cluster changed.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="FirstAt">Since when its history is kept (UTC).</param>
/// <param name="LastAt">Its last moment (UTC); since then nothing has changed.</param>
/// <param name="Changes">The moments, newest first.</param>
internal sealed record HistoryView(string ClusterId, DateTimeOffset FirstAt, DateTimeOffset LastAt, IReadOnlyList<HistoryChangeView> Changes)
{
    public static HistoryView Of(TopologyHistoryHead head, IEnumerable<TopologyChange> changes) => new(
        head.ClusterId,
        head.FirstAt,
        head.LastAt,
        [
            .. changes.GroupBy(change => change.At).Select(moment => new HistoryChangeView(
                moment.Key, [.. moment.SelectMany(part => part.Instances)], [.. moment.SelectMany(part => part.Removed)])),
        ]);
}
