namespace Ham4Db.Cli.Client;

/// <summary>What would happen if a cluster's primary died now.</summary>
/// <param name="Candidate">Who would take over; null when nobody may.</param>
/// <param name="Blockers">What would forbid it.</param>
internal sealed record OutlookModel(InstanceAddress? Candidate, IReadOnlyList<BlockerModel> Blockers);
