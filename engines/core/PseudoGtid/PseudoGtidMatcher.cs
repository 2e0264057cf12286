using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>
/// Finds the place in a source's binary log that is the end of a replica's log. From the newest Pseudo-GTID entry of the replica on, the source must
/// have every event of the replica, in the same order; that is checked event by event.
/// </summary>
/// <param name="rules">What makes an entry, and which events count.</param>
/// <param name="chunkSize">Events to read at once, at least 1.</param>
public sealed class PseudoGtidMatcher(PseudoGtidRules rules, int chunkSize)
{
    /// <summary>Matches two logs. Changes nothing; the replica must stand still meanwhile.</summary>
    /// <param name="replica">What the replica has executed: its binary log, or its relay log.</param>
    /// <param name="end">Where the executed part of that log ends.</param>
    /// <param name="source">The binary log of the source to be.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<PseudoGtidMatch> MatchAsync(IEventLog replica, BinlogCoordinates end, IEventLog source, CancellationToken cancellationToken)
    {
        if (await new PseudoGtidSearch(replica, rules, chunkSize).FindLastAsync(end, cancellationToken) is not { } entry)
            return new PseudoGtidMatch { Outcome = MatchOutcome.NoEntry, Description = $"There is no Pseudo-GTID entry in {replica.Name} up to {end}." };
        if (await new PseudoGtidSearch(source, rules, chunkSize).FindAsync(entry.Text, cancellationToken) is not { } found)
        {
            return new PseudoGtidMatch
            {
                Outcome = MatchOutcome.EntryNotFound,
                Entry = entry.Text,
                Description = $"The newest Pseudo-GTID entry of {replica.Name}, at {entry.Event.At}, is not in {source.Name}: it was purged, was never there, or has not arrived yet.",
            };
        }

        return await CompareAsync(replica, entry, end, source, found, cancellationToken);
    }

    async Task<PseudoGtidMatch> CompareAsync(
        IEventLog replica, PseudoGtidEntry entry, BinlogCoordinates end, IEventLog source, PseudoGtidEntry found, CancellationToken cancellationToken)
    {
        var last = found.Event;
        var shared = -1L;
        await using var theirs = SharedAsync(source, found.Event.At, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await foreach (var mine in SharedAsync(replica, entry.Event.At, cancellationToken))
        {
            if (mine.At.CompareTo(end) >= 0) break;
            if (!await theirs.MoveNextAsync())
                return Fail(MatchOutcome.SourceIsBehind, $"{source.Name} ends after {last.At} and lacks what begins at {mine.At} of {replica.Name}.");
            if (!EventComparison.AreSame(mine, theirs.Current))
                return Fail(MatchOutcome.Diverged, $"After their common Pseudo-GTID entry {replica.Name} has, at {mine.At}, another event ({Word(mine)}) than {source.Name} at {theirs.Current.At} ({Word(theirs.Current)}): one of them has events that the other never had.");
            last = theirs.Current;
            shared++;
        }

        var position = last.At with { Position = last.EndPosition };
        return new PseudoGtidMatch
        {
            Outcome = MatchOutcome.Matched,
            Position = position,
            Entry = entry.Text,
            SharedEvents = Math.Max(0, shared),
            Description = $"{end} of {replica.Name} is {position} of {source.Name}: {Math.Max(0, shared)} events after their common Pseudo-GTID entry are in both.",
        };

        PseudoGtidMatch Fail(MatchOutcome outcome, string description) => new() { Outcome = outcome, Entry = entry.Text, SharedEvents = Math.Max(0, shared), Description = description };
    }

    async IAsyncEnumerable<LogEvent> SharedAsync(
        IEventLog log, BinlogCoordinates from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var read in new LogReader(log, chunkSize).FromAsync(from, cancellationToken))
            if (rules.IsShared(read))
                yield return read;
    }

    // The text of an event may be a statement with people's data in it; its type says enough.
    static string Word(LogEvent read) => new([.. read.Type.Take(40).Where(c => char.IsLetterOrDigit(c) || c == '_')]);
}
