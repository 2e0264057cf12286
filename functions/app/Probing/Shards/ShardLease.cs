namespace Ham4Db.Functions.Probing.Shards;

/// <summary>
/// Who probes a shard. No clock decides whether an owner lives: whoever watches sees whether <see cref="Beat"/> moves, and whoever takes the lease writes it in the place of
/// exactly what was seen.
/// </summary>
/// <param name="Shard">Which shard.</param>
/// <param name="Owner">The process; empty for none.</param>
/// <param name="Term">Rises with each owner.</param>
/// <param name="Beat">Rises with each sign of life of the owner.</param>
/// <param name="At">When the owner gave the last one (UTC, by its clock): to be shown, and compared with nothing.</param>
public sealed record ShardLease(int Shard, string Owner, long Term, long Beat, DateTimeOffset At);
