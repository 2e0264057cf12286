namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>What an agent must not forget.</summary>
/// <param name="Epoch">The highest of a caller.</param>
/// <param name="FenceReason">Why it is fenced; null when it is not.</param>
/// <param name="HalfBuiltBy">Operation that left the data folder half-built; null when it is whole.</param>
internal sealed record StoredState(ulong Epoch, string? FenceReason, string? HalfBuiltBy);
