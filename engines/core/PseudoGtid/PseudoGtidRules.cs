using System.Globalization;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>
/// What makes an event a Pseudo-GTID entry: a statement that changes nothing, is written at the primary every few seconds, and is unique, so that
/// finding it in two logs tells that both are at the same moment of the cluster's history.
/// </summary>
public sealed class PseudoGtidRules
{
    /// <summary>Schema that the injected statements name; it need not exist.</summary>
    public const string Schema = "_pseudo_gtid_";

    const string AutomaticHint = "_asc:";

    readonly Func<string, bool> _isEntry;
    readonly string _monotonicHint;
    readonly IReadOnlyList<string> _ignored;

    /// <summary>The rules of entries that somebody else writes.</summary>
    /// <param name="isEntry">Tells the text of an entry.</param>
    /// <param name="monotonicHint">Entries that contain this text sort by their text as they were written; empty for none.</param>
    /// <param name="ignored">Texts of events to be left out when logs are compared.</param>
    public PseudoGtidRules(Func<string, bool> isEntry, string monotonicHint, IReadOnlyList<string> ignored) =>
        (_isEntry, _monotonicHint, _ignored) = (isEntry, monotonicHint, ignored);

    /// <summary>The rules of the entries that <see cref="Statement"/> makes.</summary>
    /// <param name="ignored">Texts of events to be left out when logs are compared.</param>
    public static PseudoGtidRules Automatic(IReadOnlyList<string> ignored) =>
        new(text => text.Contains($"drop view if exists `{Schema}`.`{AutomaticHint}", StringComparison.Ordinal), AutomaticHint, ignored);

    /// <summary>The statement that makes an entry.</summary>
    /// <param name="at">When: entries sort by it.</param>
    /// <param name="serverNumber">The server's server_id.</param>
    /// <param name="unique">A number that no other entry has.</param>
    public static string Statement(DateTimeOffset at, long serverNumber, ulong unique) => string.Create(
        CultureInfo.InvariantCulture, $"drop view if exists `{Schema}`.`{AutomaticHint}{(uint)at.ToUnixTimeSeconds():x8}:{(uint)serverNumber:x8}:{unique:x16}`");

    /// <summary>The entry that an event is, as a text that is the same in every server's log; null for any other event.</summary>
    public string? EntryOf(LogEvent read)
    {
        if (EventComparison.KindOf(read.Type) != "Query") return null;
        var text = EventComparison.Normalize(read.Info);
        return _isEntry(text) ? text : null;
    }

    /// <summary>Whether entries sort by their text as they were written, as far as this one tells.</summary>
    public bool IsMonotonic(string entry) => _monotonicHint.Length > 0 && entry.Contains(_monotonicHint, StringComparison.Ordinal);

    /// <summary>Whether an event is to be found in every log that has replicated it.</summary>
    public bool IsShared(LogEvent read) =>
        EventComparison.IsShared(read) && !_ignored.Any(text => text.Length > 0 && read.Info.Contains(text, StringComparison.Ordinal));
}
