using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>Finds Pseudo-GTID entries in a log.</summary>
/// <param name="log">The log.</param>
/// <param name="rules">What makes an entry.</param>
/// <param name="chunkSize">Events to read at once, at least 1.</param>
public sealed class PseudoGtidSearch(IEventLog log, PseudoGtidRules rules, int chunkSize)
{
    readonly LogReader _reader = new(log, chunkSize);

    /// <summary>The newest entry that begins before <paramref name="end"/>; null when the log holds none.</summary>
    public async Task<PseudoGtidEntry?> FindLastAsync(BinlogCoordinates end, CancellationToken cancellationToken)
    {
        var files = await OrderedFilesAsync(cancellationToken);
        foreach (var file in files.Where(f => f.CompareTo(end) <= 0).Reverse())
        {
            PseudoGtidEntry? last = null;
            await foreach (var entry in EntriesAsync(file, cancellationToken))
            {
                if (entry.Event.At.CompareTo(end) >= 0) break;
                last = entry;
            }

            if (last is not null) return last;
        }

        return null;
    }

    /// <summary>The entry with this text; null when the log does not hold it.</summary>
    public async Task<PseudoGtidEntry?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var files = await OrderedFilesAsync(cancellationToken);
        BinlogCoordinates? likely = null;
        if (rules.IsMonotonic(text))
        {
            likely = await GuessFileAsync(files, text, cancellationToken);
            if (likely is { } guess && await FindInFileAsync(guess, text, cancellationToken) is { } found) return found;
        }

        // A clock that went back breaks the order; what is looked for is most often near the end.
        foreach (var file in files.Where(f => f != likely).Reverse())
            if (await FindInFileAsync(file, text, cancellationToken) is { } found)
                return found;
        return null;
    }

    /// <summary>The newest file whose first entry is not younger than <paramref name="text"/>.</summary>
    async Task<BinlogCoordinates?> GuessFileAsync(IReadOnlyList<BinlogCoordinates> files, string text, CancellationToken cancellationToken)
    {
        BinlogCoordinates? best = null;
        var (low, high) = (0, files.Count - 1);
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            // A file without entries says nothing: the nearest one before it that has any decides.
            var (at, first) = (middle, await FirstIn(files[middle]));
            while (first is null && at > low) first = await FirstIn(files[--at]);
            if (first is null || string.CompareOrdinal(first.Text, text) <= 0)
            {
                if (first is not null) best = files[at];
                low = middle + 1;
            }
            else
            {
                high = at - 1;
            }
        }

        return best;

        async Task<PseudoGtidEntry?> FirstIn(BinlogCoordinates file)
        {
            await foreach (var entry in EntriesAsync(file, cancellationToken)) return entry;
            return null;
        }
    }

    async Task<PseudoGtidEntry?> FindInFileAsync(BinlogCoordinates file, string text, CancellationToken cancellationToken)
    {
        await foreach (var entry in EntriesAsync(file, cancellationToken))
            if (entry.Text == text)
                return entry;
        return null;
    }

    async IAsyncEnumerable<PseudoGtidEntry> EntriesAsync(
        BinlogCoordinates file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var read in _reader.InFileAsync(file, cancellationToken))
            if (rules.EntryOf(read) is { } text)
                yield return new PseudoGtidEntry(text, read);
    }

    async Task<IReadOnlyList<BinlogCoordinates>> OrderedFilesAsync(CancellationToken cancellationToken) =>
        [.. (await log.ListFilesAsync(cancellationToken)).Select(f => new BinlogCoordinates(f, 0)).Order()];
}
