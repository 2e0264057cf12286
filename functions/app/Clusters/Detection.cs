using Ham4Db.Core.Analysis;

namespace Ham4Db.Functions.Clusters;

/// <summary>A finding that was registered once, however often it is seen.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Code">The finding.</param>
/// <param name="Description">It in words.</param>
/// <param name="At">When it was first seen (UTC).</param>
public sealed record Detection(InstanceKey Instance, AnalysisCode Code, string Description, DateTimeOffset At);
