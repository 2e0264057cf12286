using Ham4Db.Core.Ports;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// How long a promotion waits for its candidate to apply what it has received. With <see cref="Ham4DbOptions.DelayMasterPromotionIfSQLThreadNotUpToDate"/>
/// that is for as long as the candidate gets on: a backlog of hours is waited for, one that stands still is not.
/// </summary>
public sealed class ApplierWait(Ham4DbOptions options, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PatientLimit = TimeSpan.FromHours(24);

    /// <summary>Waits until everything that was received is applied.</summary>
    /// <exception cref="InstanceOperationException">It is not, and is not going to be in time.</exception>
    public Task ForReceivedAsync(IInstanceSession session, CancellationToken cancellationToken) => WaitAsync(
        session,
        $"{session.Key} has not applied everything that it received",
        limit => session.WaitForRelayLogAppliedAsync(limit, cancellationToken),
        cancellationToken);

    /// <summary>Waits until a set of transactions is executed, which the instance still receives.</summary>
    /// <exception cref="InstanceOperationException">It is not, and is not going to be in time.</exception>
    public Task ForGtidSetAsync(IInstanceSession session, string gtidSet, InstanceKey source, CancellationToken cancellationToken) => WaitAsync(
        session,
        $"{session.Key} did not catch up with {source}",
        limit => session.WaitForGtidSetAsync(gtidSet, limit, cancellationToken),
        cancellationToken);

    /// <summary>Waits until the log of an instance's source is executed up to a position.</summary>
    /// <exception cref="InstanceOperationException">It is not, and is not going to be in time.</exception>
    public Task ForPositionAsync(IInstanceSession session, BinlogCoordinates position, InstanceKey source, CancellationToken cancellationToken) => WaitAsync(
        session,
        $"{session.Key} did not catch up with {source}",
        limit => session.WaitForPositionAsync(position, limit, cancellationToken),
        cancellationToken);

    private async Task WaitAsync(IInstanceSession session, string problem, Func<TimeSpan, Task<bool>> waitAsync, CancellationToken cancellationToken)
    {
        if (!options.DelayMasterPromotionIfSQLThreadNotUpToDate)
        {
            if (!await waitAsync(Limit)) throw new InstanceOperationException($"{problem} within {Limit}; it was not promoted.");
            return;
        }

        var slice = TimeSpan.FromSeconds(options.ReasonableReplicationLagSeconds);
        var (started, before) = (time.GetTimestamp(), await PlaceAsync(session, cancellationToken));
        while (!await waitAsync(slice))
        {
            var now = await PlaceAsync(session, cancellationToken);
            if (now == before) throw new InstanceOperationException($"{problem}: it has stood at {now.Executed} for {slice.TotalSeconds:F0} s; it was not promoted.");
            if (time.GetElapsedTime(started) > PatientLimit) throw new InstanceOperationException($"{problem} within {PatientLimit}; it was not promoted.");
            before = now;
        }
    }

    private static async Task<(BinlogCoordinates Executed, string Transactions)> PlaceAsync(IInstanceSession session, CancellationToken cancellationToken)
    {
        var snapshot = await session.ProbeAsync(cancellationToken);
        return (snapshot.Replication?.Executed ?? BinlogCoordinates.None, snapshot.ExecutedGtidSet);
    }
}
