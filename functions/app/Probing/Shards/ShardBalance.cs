namespace Ham4Db.Functions.Probing.Shards;

/// <summary>Shards are spread evenly over the processes, with no list of processes: one that has its share passes messages on until one that has less takes them.</summary>
public static class ShardBalance
{
    /// <summary>So many times room is left for a process that has nothing yet, and so is seen nowhere.</summary>
    public const int PassesForNewcomers = 3;

    /// <summary>After so many passes a shard is taken by whoever has the message: better by a busy one than by none.</summary>
    public const int MostPasses = 10;

    /// <summary>Whether a process is to take a shard.</summary>
    /// <param name="leases">All leases.</param>
    /// <param name="process">The process.</param>
    /// <param name="message">The message that it has.</param>
    public static bool Takes(IReadOnlyCollection<ShardLease> leases, string process, ShardMessage message)
    {
        if (message.Passes >= MostPasses) return true;
        var held = leases.Count(lease => lease.Owner == process && lease.Shard != message.Shard);
        var dead = message.IsOffer ? "" : leases.FirstOrDefault(lease => lease.Shard == message.Shard)?.Owner;
        var processes = leases.Select(lease => lease.Owner).Where(owner => owner.Length > 0 && owner != dead).Append(process).Distinct(StringComparer.Ordinal).Count();
        if (message.IsOffer && message.Passes < PassesForNewcomers) processes++;
        return held < (message.Of + processes - 1) / processes;
    }
}
