namespace Ham4Db.Functions.Probing.Shards;

/// <summary>Shards are spread evenly over the processes, with no list of processes: one that has its share passes messages on until one that has less takes them.</summary>
public static class ShardBalance
{
    /// <summary>So many times an owner leaves what it offers to others, before it goes on with it.</summary>
    public const int PassesForOthers = 3;

    /// <summary>After so many passes a shard that nobody has is taken by whoever has the message: better by a busy one than by none.</summary>
    public const int MostPasses = 10;

    /// <summary>Whether a process is to take a shard.</summary>
    /// <param name="leases">All leases.</param>
    /// <param name="process">The process.</param>
    /// <param name="message">The message that it has.</param>
    public static bool Takes(IReadOnlyCollection<ShardLease> leases, string process, ShardMessage message)
    {
        var (held, owner) = (Count(process), leases.FirstOrDefault(lease => lease.Shard == message.Shard)?.Owner ?? "");
        // A shard that moves costs its connections: only where it makes things more even.
        if (message.IsOffer) return owner == process ? message.Passes >= PassesForOthers : held + 1 < Count(owner);
        if (message.Passes >= MostPasses) return true;
        var processes = leases.Select(lease => lease.Owner).Where(other => other.Length > 0 && other != owner).Append(process).Distinct(StringComparer.Ordinal).Count();
        return held < (message.Of + processes - 1) / processes;

        int Count(string who) => leases.Count(lease => lease.Owner == who);
    }
}
