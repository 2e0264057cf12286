using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>How an instance did in the last hour, as far as the process that answers has probed it.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Process">The process that answers.</param>
/// <param name="Prober">The process that probes the instance's cluster; empty where none has yet. Where it is another one, that one has the measurements.</param>
/// <param name="SpanSeconds">Each point is the worst of so many seconds.</param>
/// <param name="KeptSeconds">So much is kept at most, in memory: a process that has just started has none.</param>
/// <param name="Points">The points, the oldest first. Spans without a probe have none.</param>
internal sealed record MeasurementsView(InstanceKey Instance, string Process, string Prober, int SpanSeconds, int KeptSeconds, IReadOnlyList<MeasuredSpan> Points);
