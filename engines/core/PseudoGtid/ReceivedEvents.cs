using System.Globalization;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>Counts events of a source's binary log in the relay log of one that has received them.</summary>
public static class ReceivedEvents
{
    /// <summary>How many events begin in a part of the source's log; null when the relay log does not hold all of it.</summary>
    /// <param name="relay">The relay log.</param>
    /// <param name="chunkSize">Events to read at once, at least 1.</param>
    /// <param name="from">Where the part begins in the source's log.</param>
    /// <param name="to">Where it ends there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<long?> CountAsync(IEventLog relay, int chunkSize, BinlogCoordinates from, BinlogCoordinates to, CancellationToken cancellationToken)
    {
        if ((await relay.ListFilesAsync(cancellationToken)).Select(f => new BinlogCoordinates(f, 0)).Order().ToList() is not [var first, ..]) return null;
        var (source, count, hasBeginning, hasEnd) = ("", 0L, false, false);
        await foreach (var read in new LogReader(relay, chunkSize).FromAsync(first, cancellationToken))
        {
            // Says where in the source's log the next event began.
            if (read.Type == "Rotate")
            {
                source = read.Info.Split(';')[0];
                hasBeginning |= Position(read) is { } begins && new BinlogCoordinates(source, begins).CompareTo(from) <= 0;
            }
            else if (source.Length > 0 && EventComparison.IsShared(read))
            {
                var end = new BinlogCoordinates(source, read.EndPosition);
                hasBeginning |= end.CompareTo(from) <= 0;
                hasEnd |= end.CompareTo(to) >= 0;
                if (end.CompareTo(from) > 0 && end.CompareTo(to) <= 0) count++;
            }
        }

        return hasBeginning && hasEnd ? count : null;
    }

    static long? Position(LogEvent rotate) =>
        rotate.Info.Split(";pos=") is [_, var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
}
