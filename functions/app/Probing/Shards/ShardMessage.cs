namespace Ham4Db.Functions.Probing.Shards;

/// <summary>Asks whoever has room to probe a shard.</summary>
/// <param name="Shard">Which shard.</param>
/// <param name="Of">How many there were when it was sent.</param>
/// <param name="Term">The lease's term then: under another one the message is void.</param>
/// <param name="Beat">The owner's last sign of life, where it seems to be dead: after another one it is not, and the message is void. Null: the owner lives and offers the shard.</param>
/// <param name="Passes">How often processes that have enough passed it on.</param>
public sealed record ShardMessage(int Shard, int Of, long Term, long? Beat, int Passes = 0)
{
    /// <summary>Whether the owner lives, and offers the shard to one that has less.</summary>
    public bool IsOffer => Beat is null;

    /// <summary>Whether things are still as they were when it was sent.</summary>
    public bool Fits(ShardLease lease) => lease.Term == Term && (Beat is null || lease.Beat == Beat);
}
