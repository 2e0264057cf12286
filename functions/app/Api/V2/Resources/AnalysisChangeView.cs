using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>The analysis began to say something else of an instance.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Code">What it says from then on.</param>
internal sealed record AnalysisChangeView(DateTimeOffset At, string ClusterId, InstanceKey Instance, AnalysisCode Code)
{
    public static AnalysisChangeView Of(AnalysisChange change) => new(change.At, change.ClusterId, change.Instance, change.Code);
}
