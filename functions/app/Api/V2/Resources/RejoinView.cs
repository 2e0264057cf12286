namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A former primary that is to be set back.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Source">Whom it would follow.</param>
/// <param name="Discarded">What it has and its successor lacks, which is discarded; null while unknown, empty for nothing.</param>
/// <param name="Problem">Why it has not rejoined by itself, in words; empty while nothing was tried.</param>
/// <param name="IsAccepted">It was asked for, and is done as soon as it can be.</param>
internal sealed record RejoinView(InstanceKey Instance, InstanceKey? Source, string? Discarded, string Problem, bool IsAccepted);
