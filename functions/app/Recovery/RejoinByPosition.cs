using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Functions.PseudoGtid;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// Where a demoted primary goes on in the log of its successor when there are no GTIDs. Its own log says whether it has anything that the successor
/// never got: what follows in it the place up to which the successor has executed it.
/// </summary>
public sealed class RejoinByPosition(CommonPlace place, PseudoGtidMatching matching)
{
    /// <summary>Finds the position.</summary>
    /// <param name="uid">The recovery that demoted it.</param>
    /// <param name="old">The demoted primary, which is read-only.</param>
    /// <param name="primary">The cluster's primary.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The position, or what it has alone, in words.</returns>
    public async Task<(BinlogCoordinates? Position, string OwnLog)> FindAsync(string uid, IInstanceSession old, InstanceKey primary, CancellationToken cancellationToken)
    {
        var known = await place.FindAsync(uid, old.Key, cancellationToken);
        if (known is not null && known.Second == primary && await CountOwnAsync(old, known.FirstPosition, cancellationToken) is { } own)
        {
            if (own == 0) return (known.SecondPosition, "");
            var end = (await old.ProbeAsync(cancellationToken)).BinlogPosition;
            return (null, $"{own} changes in its binary log from {known.FirstPosition} to {end}");
        }

        // The role has gone on to another since, or its log is shorter than what the successor got of it.
        try
        {
            return ((await matching.MatchAsync(old, primary, cancellationToken)).Position, "");
        }
        catch (InstanceOperationException exception)
        {
            return (null, $"it cannot be told what, because neither GTID nor Pseudo-GTID tells where it goes on: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>How many changes follow a place in an instance's binary log; null when the log does not reach that far.</summary>
    private async Task<int?> CountOwnAsync(IInstanceSession old, BinlogCoordinates from, CancellationToken cancellationToken)
    {
        try
        {
            var count = 0;
            await foreach (var read in new LogReader(new SessionLog(old, LogKind.Binary), matching.ChunkSize).FromAsync(from, cancellationToken))
                if (EventComparison.IsShared(read) && EventComparison.MayEndTransaction(read) && !matching.IsEntry(read))
                    count++;
            return count;
        }
        catch (InstanceOperationException)
        {
            return null;
        }
    }
}
