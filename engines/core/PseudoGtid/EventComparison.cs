using System.Text.RegularExpressions;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>Whether events of two servers' logs are the same, although each server writes them in its own way.</summary>
public static partial class EventComparison
{
    const int PatternTimeoutMilliseconds = 1000;

    // What a server writes about its own files, and remarks that it may leave out.
    static readonly HashSet<string> OwnTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Format_desc", "Rotate", "Stop", "Previous_gtids", "Gtid_list", "Binlog_checkpoint", "Start_encryption",
        "Heartbeat", "HeartBeat", "Heartbeat_log_event", "Annotate_rows", "Rows_query", "Ignorable", "Transaction_payload",
    };

    /// <summary>Whether a replica that has executed the event has it in its log too.</summary>
    public static bool IsShared(LogEvent read) => !OwnTypes.Contains(KindOf(read.Type));

    /// <summary>Whether two events are the same one in two logs.</summary>
    public static bool AreSame(LogEvent one, LogEvent other) =>
        string.Equals(KindOf(one.Type), KindOf(other.Type), StringComparison.OrdinalIgnoreCase)
        && string.Equals(Normalize(one.Info), Normalize(other.Info), StringComparison.Ordinal);

    /// <summary>Whether a transaction may be complete with this event: it commits, or is a statement that is one of its own.</summary>
    public static bool MayEndTransaction(LogEvent read) => KindOf(read.Type) switch
    {
        "Xid" or "XA_prepare" => true,
        "Query" => read.Info != "BEGIN",
        _ => false,
    };

    /// <summary>The type without what tells only how the server stored it: compression and the version of row events.</summary>
    internal static string KindOf(string type)
    {
        var kind = type.EndsWith("_v1", StringComparison.OrdinalIgnoreCase) ? type[..^3] : type;
        return kind.EndsWith("_compressed", StringComparison.OrdinalIgnoreCase) ? kind[..^11] : kind;
    }

    /// <summary>The text without what differs from server to server: numbers of transactions, tables and group commits.</summary>
    internal static string Normalize(string info)
    {
        var text = TransactionNumber().Replace(info, "");
        text = TableNumber().Replace(text, "table_id:");
        return GroupCommitNumber().Replace(text, "");
    }

    [GeneratedRegex(@"\s*/\* xid=\d+ \*/", RegexOptions.CultureInvariant, PatternTimeoutMilliseconds)]
    private static partial Regex TransactionNumber();

    [GeneratedRegex(@"^table_id: \d+", RegexOptions.CultureInvariant, PatternTimeoutMilliseconds)]
    private static partial Regex TableNumber();

    [GeneratedRegex(@"(?<=GTID \d+-\d+-\d+) cid=\d+", RegexOptions.CultureInvariant, PatternTimeoutMilliseconds)]
    private static partial Regex GroupCommitNumber();
}
