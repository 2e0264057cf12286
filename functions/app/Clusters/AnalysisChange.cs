using Ham4Db.Core.Analysis;

namespace Ham4Db.Functions.Clusters;

/// <summary>The analysis began to say something else of an instance.</summary>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Code">What it says from then on.</param>
/// <param name="At">When (UTC).</param>
public sealed record AnalysisChange(string ClusterId, InstanceKey Instance, AnalysisCode Code, DateTimeOffset At);
