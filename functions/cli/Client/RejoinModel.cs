namespace Ham4Db.Cli.Client;

/// <summary>A former primary that is set back.</summary>
/// <param name="Instance">Its address.</param>
/// <param name="Source">Whom it would follow; null while there is no primary.</param>
/// <param name="Discarded">What it has and its successor lacks; null while unknown, empty for nothing.</param>
/// <param name="Problem">Why it has not rejoined by itself; empty while nothing was tried.</param>
/// <param name="IsAccepted">It is done as soon as it can be.</param>
internal sealed record RejoinModel(InstanceAddress Instance, InstanceAddress? Source, string? Discarded, string Problem, bool IsAccepted);
