using System.Text.RegularExpressions;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Core.Binlogs;

/// <summary>Reads transactions out of events as MySQL and MariaDB describe them. Events are given in order; what the text of an event does not tell is left out.</summary>
/// <param name="file">The log file.</param>
public sealed partial class BinlogDecoder(string file)
{
    const int LongestStatement = 1000;

    static readonly string[] Frame = ["BEGIN", "COMMIT", "ROLLBACK"];

    readonly List<BinlogChange> _changes = [];
    readonly Dictionary<string, string> _tables = [];
    string? _gtid;
    long _position;
    string _statement = "";

    /// <summary>Takes the next event.</summary>
    /// <returns>The transaction that ended before it; null when none did.</returns>
    public BinlogTransaction? Add(LogEvent next)
    {
        var ended = BeginsAnother(next) ? End() : null;
        if (GtidOf(next) is { } gtid) (_gtid, _position) = (gtid, next.At.Position);
        else if (next.Type == "Table_map") Remember(next.Info);
        else if (next.Type is "Rows_query" or "Annotate_rows") _statement = next.Info.TrimStart('#', ' ');
        else if (KindOf(next.Type) is { } kind) Rows(kind, next.Info);
        else if (next.Type == "Query" && !Frame.Contains(next.Info.Trim().ToUpperInvariant())) _changes.Add(new("statement", "", Cut(next.Info), 0));
        return ended;
    }

    /// <summary>The transaction that the last event belongs to; null for none.</summary>
    public BinlogTransaction? End()
    {
        var ended = _gtid is null ? null : new BinlogTransaction(_gtid, file, _position, [.. _changes]);
        _gtid = null;
        _changes.Clear();
        _tables.Clear();
        _statement = "";
        return ended;
    }

    /// <summary>The set that the file begins with (MySQL's Previous_gtids, MariaDB's Gtid_list), from its first events; null when they do not tell.</summary>
    public static string? StartOf(IEnumerable<LogEvent> first) =>
        first.FirstOrDefault(e => e.Type is "Previous_gtids" or "Gtid_list") is { } start ? start.Info.Trim('[', ']').Replace("\n", "", StringComparison.Ordinal) : null;

    void Remember(string info)
    {
        if (TableMap().Match(info) is { Success: true } map) _tables[map.Groups[1].Value] = map.Groups[2].Value;
    }

    void Rows(string kind, string info)
    {
        var table = TableId().Match(info) is { Success: true } id ? _tables.GetValueOrDefault(id.Groups[1].Value, "") : "";
        if (_changes is [.., { } last] && last.Kind == kind && last.Table == table && last.Statement == Cut(_statement)) _changes[^1] = last with { Events = last.Events + 1 };
        else _changes.Add(new(kind, table, Cut(_statement), 1));
    }

    static bool BeginsAnother(LogEvent next) => next.Type is "Gtid" or "Anonymous_Gtid" or "Gtid_tagged_log" or "Rotate" or "Stop";

    static string? GtidOf(LogEvent next) => next.Type is "Gtid" or "Gtid_tagged_log" && Gtid().Match(next.Info) is { Success: true } found
        ? found.Groups[1].Success ? found.Groups[1].Value : found.Groups[2].Value
        : null;

    static string? KindOf(string type) => type switch
    {
        _ when type.StartsWith("Write_rows", StringComparison.Ordinal) => "insert",
        _ when type.StartsWith("Update_rows", StringComparison.Ordinal) || type.StartsWith("Partial_update_rows", StringComparison.Ordinal) => "update",
        _ when type.StartsWith("Delete_rows", StringComparison.Ordinal) => "delete",
        _ => null,
    };

    static string Cut(string text) => text.Length <= LongestStatement ? text : text[..LongestStatement] + "…";

    [GeneratedRegex(@"GTID_NEXT\s*=\s*'([^']+)'|\bGTID (\d+-\d+-\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gtid();

    [GeneratedRegex(@"^table_id: (\d+) \((.*)\)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex TableMap();

    [GeneratedRegex(@"table_id: (\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TableId();
}
