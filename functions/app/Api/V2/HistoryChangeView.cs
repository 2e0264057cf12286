using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A moment at which a cluster changed.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Instances">Instances that changed or came, as they were from then on.</param>
/// <param name="Removed">Instances that went.</param>
internal sealed record HistoryChangeView(DateTimeOffset At, IReadOnlyList<HistoricInstance> Instances, IReadOnlyList<InstanceKey> Removed);
