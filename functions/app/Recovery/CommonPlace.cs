using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.PseudoGtid;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// Successions without GTIDs. Where a candidate stands in its own log when it has executed the last of the old primary's is written down before it
/// accepts writes: whoever has executed the same goes on there, whenever that is, and in whichever process.
/// </summary>
public sealed class CommonPlace(FleetStore store, RecoveryTimeline timeline, PseudoGtidMatching matching)
{
    private static readonly TimeSpan ApplyTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Writes down where the candidate stands. It has applied everything, and is stopped.</summary>
    /// <param name="ticket">The recovery's.</param>
    /// <param name="old">The old primary.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="fetched">Where in the old primary's log it stands, if it got there by the log of another; null where it says so itself.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FixAsync(RecoveryTicket ticket, InstanceKey old, GuardedInstance candidate, BinlogCoordinates? fetched, CancellationToken cancellationToken)
    {
        var snapshot = await candidate.Session.ProbeAsync(cancellationToken);
        if (snapshot is not { Replication: { Applier: ReplicationThreadState.Stopped, Executed: { IsEmpty: false } executed }, BinlogPosition: { IsEmpty: false } own })
            throw new InstanceOperationException($"{candidate.Key} does not stand still, so that it cannot be told where its replicas go on in its log.");
        await timeline.RecordPlaceAsync(ticket, new PositionEquivalence(old, fetched ?? executed, candidate.Key, own), cancellationToken);
    }

    /// <summary>The place that a recovery wrote down for an instance of it; null when there is none.</summary>
    public async Task<PositionEquivalence?> FindAsync(string uid, InstanceKey key, CancellationToken cancellationToken) =>
        (await store.GetStepsAsync(uid, cancellationToken)).LastOrDefault(s => s.Place?.First == key || s.Place?.Second == key)?.Place;

    /// <summary>Points a replica at a source by the place, else by Pseudo-GTID. One that follows the source already is only started: at the place it was, and has gone on from there.</summary>
    /// <exception cref="InstanceOperationException">It cannot be told where it goes on, or the server refuses.</exception>
    public async Task MoveAsync(RecoveryTicket ticket, IInstanceSession replica, InstanceKey source, CancellationToken cancellationToken)
    {
        if ((await replica.ProbeAsync(cancellationToken)).Replication is not { } status)
            throw new InstanceOperationException($"{replica.Key} has no source any more: another operator made it forget it.");
        if (status.Source != source)
        {
            var place = await FindAsync(ticket.Uid, source, cancellationToken);
            if (place is not null) await ComeToAsync(replica, status, place, cancellationToken);
            await replica.StopReplicationAsync(cancellationToken);
            var position = await FindPositionAsync(replica, place, source, cancellationToken);
            await replica.RepointAsync(source, new RepointOptions { Position = position }, cancellationToken);
        }

        await replica.StartReplicationAsync(cancellationToken);
    }

    // What it has received and not applied would be thrown away, and it may be just that which brings it to the place. From a source that lives the rest still comes.
    private static async Task ComeToAsync(IInstanceSession replica, ReplicationStatus status, PositionEquivalence place, CancellationToken cancellationToken)
    {
        if (status.Receiver == ReplicationThreadState.Running)
            await replica.WaitForPositionAsync(status.Source == place.Second ? place.SecondPosition : place.FirstPosition, ApplyTimeout, cancellationToken);
        else
            await replica.WaitForRelayLogAppliedAsync(ApplyTimeout, cancellationToken);
    }

    private async Task<BinlogCoordinates> FindPositionAsync(IInstanceSession replica, PositionEquivalence? place, InstanceKey source, CancellationToken cancellationToken)
    {
        var status = (await replica.ProbeAsync(cancellationToken)).Replication!;
        // Addresses of the old primary may differ; that of the new one is what it was pointed at.
        var known = place is null ? default : status.Source == place.Second ? place.Second : place.First;
        if (place?.Translate(known, status.Executed, source) is { } position) return position;
        try
        {
            return (await matching.MatchAsync(replica, source, cancellationToken)).Position;
        }
        catch (InstanceOperationException exception) when (place is not null)
        {
            throw new InstanceOperationException($"It has executed the log of {known} up to {status.Executed}, and {source} begins after another position. {exception.Message}", exception);
        }
    }
}
