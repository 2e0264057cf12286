using Ham4Db.Core.Gtid;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Clusters;

/// <summary>Makes topologies: from the rows of the store, or live by probing every instance at once.</summary>
public sealed class TopologyReader(FleetStore store, EngineRegistry engines, TimeProvider time)
{
    /// <summary>The topology as last written, with the decisions of now.</summary>
    public async Task<ClusterTopology> ReadAsync(string clusterId, CancellationToken cancellationToken) =>
        Compose(clusterId, await store.GetMembersAsync(clusterId, cancellationToken), await store.GetStateAsync(clusterId, cancellationToken));

    /// <summary>Which known instance a snapshot that was just taken names as its source; null for none. What the source calls itself there may be another of its addresses.</summary>
    public async Task<InstanceKey?> SourceOfAsync(string clusterId, InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var known = await store.GetMembersAsync(clusterId, cancellationToken);
        var topology = new ClusterTopology(clusterId, known.Select(m => m.Key == snapshot.Key ? m with { Snapshot = snapshot } : m));
        return topology.SourceOf(snapshot.Key)?.Key ?? snapshot.Replication?.Source;
    }

    /// <summary>The topology as a probe of its instances sees it now.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="timeout">Bound for each probe.</param>
    /// <param name="dead">An instance that is known not to answer, so that it is not waited for; null for none.</param>
    /// <param name="cancellationToken">Stops the probes.</param>
    public async Task<ClusterTopology> ProbeAsync(string clusterId, TimeSpan timeout, InstanceKey? dead, CancellationToken cancellationToken)
    {
        var known = await store.GetMembersAsync(clusterId, cancellationToken);
        var probed = await Task.WhenAll(known.Select(async member =>
        {
            if (member.Key == dead) return member with { IsLastCheckValid = false };
            var outcome = await engines.For(member.Key).ProbeAsync(member.Key, timeout, cancellationToken);
            return Apply(member, outcome, time.GetUtcNow());
        }));
        return Compose(clusterId, probed, await store.GetStateAsync(clusterId, cancellationToken));
    }

    /// <summary>The member after a probe.</summary>
    public static ClusterMember Apply(ClusterMember member, ProbeOutcome outcome, DateTimeOffset now) =>
        outcome.Snapshot is { } snapshot
            ? member with
            {
                // The prober knows whether we write the entries, and a server does not.
                Snapshot = snapshot with { UsesPseudoGtid = snapshot.UsesPseudoGtid || member.Snapshot.UsesPseudoGtid },
                IsLastCheckValid = true,
                IsLastCheckPartial = false,
                LastChecked = now,
                LastCheckError = "",
                IsKnownDown = false,
                LastReplicationTls = snapshot.Replication is { } channel ? channel.Tls : member.LastReplicationTls,
                BinlogPositionUnchangedSince = StandsStill(member.Snapshot, snapshot)
                    ? member.BinlogPositionUnchangedSince ?? member.LastChecked
                    : null,
            }
            : member with
            {
                IsLastCheckValid = false,
                IsLastCheckPartial = outcome.Failure!.IsPartial,
                LastChecked = now,
                LastCheckError = outcome.Failure.Message,
                IsKnownDown = outcome.Failure.IsDown,
            };

    // Further commits may still enter MySQL's binary log while all of them wait; none of them counts as executed.
    private static bool StandsStill(InstanceSnapshot before, InstanceSnapshot now) =>
        now.BinlogPosition == before.BinlogPosition
        || (now is { GtidKind: GtidKind.Oracle, ExecutedGtidSet.Length: > 0 } && now.ExecutedGtidSet == before.ExecutedGtidSet);

    /// <summary>Members with the decisions about them, as a topology.</summary>
    public ClusterTopology Compose(string clusterId, IReadOnlyCollection<ClusterMember> members, ClusterState state)
    {
        var now = time.GetUtcNow();
        var decided = NamedChannels.Place(members).Select(member => Decide(member, state, now)).ToList();
        var topology = new ClusterTopology(clusterId, decided);
        var errant = decided.Select(m => m with { ErrantGtidSet = Errant(topology, m, state) });
        return new ClusterTopology(clusterId, errant, ClusterAlias.Suggested(topology, state));
    }

    // A demoted primary replicates from nobody: what only it has was found when it was to rejoin.
    private static string? Errant(ClusterTopology topology, ClusterMember member, ClusterState state) =>
        member.IsDemoted && !member.Snapshot.IsReplica && state.Demoted.First(d => d.Matches(member.Snapshot)) is { IsInvalidated: true } demoted
            ? demoted.ErrantGtidSet
            : ErrantTransactions.Find(topology, member.Key);

    private static ClusterMember Decide(ClusterMember member, ClusterState state, DateTimeOffset now)
    {
        var row = FleetTables.RowKey(member.Key);
        var registered = state.PromotionRules.TryGetValue(row, out var rule) && rule.ExpiresAt > now ? rule.Rule : (PromotionRule?)null;
        return member with
        {
            Snapshot = Promoted(member.Snapshot, state.LatestPromotion),
            InMaintenance = state.Maintenance.TryGetValue(row, out var maintenance) && maintenance.IsActive(now),
            Downtime = state.Downtimes.TryGetValue(row, out var downtime) && downtime.EndsAt > now ? downtime : null,
            PromotionRule = registered ?? member.Snapshot.DetectedPromotionRule ?? PromotionRule.Neutral,
            VirtualHost = state.VirtualNames.GetValueOrDefault(row, ""),
            IsDemoted = state.Demoted.Any(d => d.Matches(member.Snapshot)),
        };
    }

    // A new primary that dies before it was probed as one is a dead primary all the same, and not a dead replica of the old one.
    private static InstanceSnapshot Promoted(InstanceSnapshot snapshot, LatestPromotion? latest) =>
        latest is not null && latest.Key == snapshot.Key && snapshot.SeenAt < latest.At
            ? snapshot with { Replication = null, IsReadOnly = false }
            : snapshot;
}
