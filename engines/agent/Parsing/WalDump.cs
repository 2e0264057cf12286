using System.Globalization;
using System.Text.RegularExpressions;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>Counts what <c>pg_waldump</c> prints, line by line: a log may be longer than can be kept.</summary>
internal sealed partial class WalDump(ulong from)
{
    // A manager flushes the log by an empty message of its own, which is a transaction that changes nothing.
    private const string Mark = "MESSAGE transactional, prefix \"ham4db\"; payload (0 bytes)";

    private readonly HashSet<uint> _marks = [];
    private readonly HashSet<uint> _others = [];
    private readonly LogPart _part = new() { End = from };
    private readonly Lock _lock = new();
    private ulong? _last;
    private ulong? _lastRead;
    private bool _nothingRead;
    private bool _isUnclear;

    /// <summary>Takes a line of its output or its errors, which come as they like.</summary>
    public void Read(string line)
    {
        lock (_lock)
        {
            if (RecordPattern.Match(line) is { Success: true } record)
                Count(record);
            else if (EndPattern.Match(line) is { Success: true } end)
                _lastRead = WalPosition.Parse(end.Groups[1].Value);
            else if (line.StartsWith("rmgr:", StringComparison.Ordinal))
                _isUnclear = true;
            else
                _nothingRead |= line.Contains("could not find a valid record after", StringComparison.Ordinal);
        }
    }

    /// <summary>What there was, once it has ended.</summary>
    public LogPart Take()
    {
        lock (_lock)
        {
            // At the end of a log it always fails, and tells the last record that it read: that must be the last one seen here.
            _part.Whole = !_isUnclear && (_last is null ? _nothingRead : _lastRead == _last);
            return _part;
        }
    }

    private void Count(Match record)
    {
        var transaction = uint.Parse(record.Groups["tx"].Value, CultureInfo.InvariantCulture);
        var (manager, text) = (record.Groups["rmgr"].Value, record.Groups["desc"].Value);
        var position = WalPosition.Parse(record.Groups["lsn"].Value)!.Value;
        _last = position;
        _part.Records++;
        _part.End = WalPosition.After(position, uint.Parse(record.Groups["len"].Value, CultureInfo.InvariantCulture));
        if (manager == "XLOG" && (text.StartsWith("CHECKPOINT_SHUTDOWN", StringComparison.Ordinal) || text.StartsWith("END_OF_RECOVERY", StringComparison.Ordinal)))
            _part.StartedAgain = true;
        if (manager == "Transaction" && (text.StartsWith("COMMIT", StringComparison.Ordinal) || text.StartsWith("PREPARE", StringComparison.Ordinal)))
            CountCommit(transaction, text);
        else if (manager == "LogicalMessage" && text.StartsWith(Mark, StringComparison.Ordinal))
            _marks.Add(transaction);
        else if (transaction > 0)
            _others.Add(transaction);
    }

    private void CountCommit(uint transaction, string text)
    {
        if (_marks.Contains(transaction) && !_others.Contains(transaction) && !text.Contains("subxacts", StringComparison.Ordinal))
            return;
        _part.Commits++;
        if (_part.StartedAgain)
            _part.CommitsSinceStart++;
        if (_part.FirstCommit.Length == 0)
            _part.FirstCommit = text;
    }

    [GeneratedRegex(@"^rmgr: (?<rmgr>\S+)\s+len \(rec/tot\):\s*\d+/\s*(?<len>\d{1,9}), tx:\s*(?<tx>\d{1,10}), lsn: (?<lsn>[0-9A-F]{1,8}/[0-9A-F]{1,8}), prev [0-9A-F/]+, desc: (?<desc>.*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordPattern { get; }

    [GeneratedRegex("error in WAL record at ([0-9A-F]{1,8}/[0-9A-F]{1,8}):", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndPattern { get; }
}
