using Ham4Db.Core.Operations;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Tells whether instances could replicate from each other, and which of their positions are known to be the same place.</summary>
internal sealed class Compatibility(FleetLookup lookup, FleetStore store)
{
    /// <summary>Why one cannot replicate from the other by their settings, as a sentence; null when it can.</summary>
    public string? WhyNot(KnownInstance replica, KnownInstance source)
    {
        return ReplicationCompatibility.CanReplicateFrom(replica.Member, source.Member, replica.Cluster.Rules.Recovery) is (false, var reason)
            ? $"{replica.Key} cannot replicate from {source.Key}: {reason}."
            : null;
    }

    /// <summary>Why one cannot replicate from the other by GTID, as a sentence; null when it can.</summary>
    public static string? WhyNotByGtid(KnownInstance replica, KnownInstance source) => GtidMoves.WhyNot(replica.Member.Snapshot, source.Member.Snapshot);

    /// <summary>Positions of other instances that are known to be the same place as a position of this one.</summary>
    /// <exception cref="OperationException">The instance is not known.</exception>
    public async Task<IReadOnlyList<(InstanceKey Key, BinlogCoordinates Position)>> EquivalentsAsync(
        InstanceKey key, BinlogCoordinates position, CancellationToken cancellationToken)
    {
        var cluster = await lookup.FindClusterAsync(key, cancellationToken);
        var known = await store.GetEquivalencesAsync(cluster.ClusterId, cancellationToken);
        return
        [
            .. known.SelectMany(e => new[] { e.First, e.Second }, (e, other) => (Key: other, Position: e.Translate(key, position, other)))
                .Where(e => e.Position is not null)
                .Select(e => (e.Key, e.Position!.Value))
                .Distinct(),
        ];
    }
}
