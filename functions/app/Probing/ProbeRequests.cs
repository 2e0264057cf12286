using System.Collections.Concurrent;

namespace Ham4Db.Functions.Probing;

/// <summary>Instances that somebody wants probed now, of those that this process watches.</summary>
public sealed class ProbeRequests
{
    private readonly ConcurrentDictionary<InstanceKey, bool> _wanted = new();

    /// <summary>Wants an instance probed in the next second. One that nobody here watches costs an entry, and no more for however often it is wanted.</summary>
    public void Want(InstanceKey key) => _wanted[key] = true;

    /// <summary>Takes what is wanted of an instance.</summary>
    /// <returns>Whether it was.</returns>
    public bool Take(InstanceKey key) => !_wanted.IsEmpty && _wanted.TryRemove(key, out _);
}
