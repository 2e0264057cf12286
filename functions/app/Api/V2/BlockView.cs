using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A recovery that is wanted and refused.</summary>
/// <param name="Instance">The instance that needs it.</param>
/// <param name="Code">Its finding.</param>
/// <param name="Reason">Why it is refused, and what would help.</param>
/// <param name="BlockingUid">The recovery that blocks it; empty when something else does.</param>
/// <param name="At">When it was last refused (UTC).</param>
/// <param name="Until">When the block ends by itself (UTC); null when only a person can end it.</param>
/// <param name="RemainingSeconds">Until then; null when only a person can end it.</param>
internal sealed record BlockView(
    InstanceKey Instance, AnalysisCode Code, string Reason, string BlockingUid, DateTimeOffset At, DateTimeOffset? Until, long? RemainingSeconds)
{
    public static BlockView? Of(BlockedRecovery? block, DateTimeOffset now) => block is null
        ? null
        : new BlockView(
            block.Instance,
            block.Code,
            block.Reason,
            block.BlockingUid,
            block.At,
            block.Until,
            block.Until is { } until ? Math.Max(0, (long)Math.Ceiling((until - now).TotalSeconds)) : null);
}
