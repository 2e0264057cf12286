using System.Runtime.CompilerServices;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>Walks a log event by event, across files, reading it in chunks. A log that grows meanwhile is followed to the end that it has when it is reached.</summary>
/// <param name="log">The log.</param>
/// <param name="chunkSize">Events to read at once, at least 1.</param>
public sealed class LogReader(IEventLog log, int chunkSize)
{
    // Followed by the events that it holds. They are shown as if they began where it ends, although nothing can be read from there but what comes after them.
    const string CompressedTransaction = "Transaction_payload";

    /// <summary>All events from a position on.</summary>
    /// <param name="from">The file and where an event of it begins; position 0 for the file's start.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<LogEvent> FromAsync(BinlogCoordinates from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BinlogCoordinates? last = null;
        while (true)
        {
            // Looked for first: what is written to a file after its end was seen and before a newer file appears must not be missed.
            var next = await FindNextAsync(from.File, cancellationToken);
            var seen = last;
            await foreach (var read in InFileAsync(seen ?? from, cancellationToken))
            {
                if (seen is { } known && read.At.CompareTo(known) <= 0) continue;
                last = read.At;
                yield return read;
            }

            if (next is not null) (from, last) = (new BinlogCoordinates(next, 0), null);
            else if (await FindNextAsync(from.File, cancellationToken) is null) yield break;
        }
    }

    /// <summary>The events of one file from a position on.</summary>
    /// <param name="from">The file and where an event of it begins; position 0 for the file's start.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<LogEvent> InFileAsync(BinlogCoordinates from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, known, limit) = (from, 0, chunkSize);
        while (true)
        {
            // The end of an event in a relay log counts elsewhere, so that a chunk begins with the last event of the one before.
            var events = await log.ReadAsync(at, limit, cancellationToken);
            var holder = 0;
            for (var i = 0; i < events.Count; i++)
            {
                var isHeld = i > 0 && events[holder].Type == CompressedTransaction && events[i].EndPosition == events[holder].EndPosition;
                if (!isHeld) holder = i;
                if (i >= known) yield return isHeld ? events[i] with { At = events[holder].At } : events[i];
            }

            if (events.Count < limit) yield break;
            at = events[holder].At;
            known = events.Count - holder;
            limit = chunkSize + known;
        }
    }

    async Task<string?> FindNextAsync(string file, CancellationToken cancellationToken)
    {
        var number = FileNumber(file);
        return (await log.ListFilesAsync(cancellationToken)).Where(f => FileNumber(f) > number).MinBy(FileNumber);
    }

    static long FileNumber(string file) => new BinlogCoordinates(file, 0).FileNumber;
}
