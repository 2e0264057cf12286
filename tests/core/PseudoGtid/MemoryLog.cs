using System.Globalization;
using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Core.Tests.PseudoGtid;

/// <summary>A log in memory, written as servers write theirs: with numbers, remarks and files of its own. Files are numbered from <paramref name="firstFile"/>.</summary>
sealed class MemoryLog(int seed = 0, long firstFile = 1, bool isRelay = false) : IEventLog
{
    const int EventSize = 10;

    readonly List<(string File, List<(LogEvent Event, bool IsHeld)> Events)> _files = [];
    readonly Random _own = new(seed);
    long _end;
    long _sourcePosition = 1_000_000;

    public string Name => isRelay ? "the relay log" : $"the binary log of server {seed}";

    /// <summary>How many events were asked for.</summary>
    public int EventsRead { get; private set; }

    /// <summary>Called before each read: what happens on a server meanwhile.</summary>
    public Action Reading { get; set; } = () => { };

    /// <summary>Where the next event will begin.</summary>
    public BinlogCoordinates End => new(_files[^1].File, _end);

    public MemoryLog Rotate()
    {
        if (_files.Count > 0) Write("Rotate", "the next file");
        _files.Add(((isRelay ? "relay." : "bin.") + (firstFile + _files.Count).ToString("D6", CultureInfo.InvariantCulture), []));
        _end = 4;
        return Write("Format_desc", $"Server ver: 9.{seed}").Write(seed % 2 == 0 ? "Previous_gtids" : "Gtid_list", $"[{seed}]");
    }

    public void Purge(int files) => _files.RemoveRange(0, Math.Min(files, _files.Count - 1));

    public MemoryLog Entry(string text) => Write("Anonymous_Gtid", "ANONYMOUS").Write("Query", text + OwnTransaction());

    public MemoryLog Statement(string text) => Write("Gtid", "GTID 0-1-7").Write("Query", text + OwnTransaction());

    /// <summary>A transaction of row events, as one of the ways in which servers write it.</summary>
    public MemoryLog Rows(int id, int rows)
    {
        var isCompressed = !isRelay && _own.Next(3) == 0;
        Write("Gtid", $"BEGIN GTID 0-1-{id}" + (_own.Next(2) == 0 ? $" cid={_own.Next(99)}" : ""));
        if (_own.Next(2) == 0) Write("Annotate_rows", "INSERT …");
        if (isCompressed) Write("Transaction_payload", "compression='ZSTD'");
        var table = _own.Next(100);
        for (var i = 0; i < rows; i++)
        {
            Write("Table_map", $"table_id: {table} (db.t{id})", isCompressed);
            Write(_own.Next(2) == 0 ? "Write_rows_v1" : "Write_rows_compressed_v1", $"table_id: {table} flags: STMT_END_F", isCompressed);
        }

        return Write("Xid", $"COMMIT{OwnTransaction()}", isCompressed);
    }

    public MemoryLog Write(string type, string info, bool isHeld = false)
    {
        if (_files.Count == 0) Rotate();
        var (file, events) = _files[^1];
        var at = new BinlogCoordinates(file, _end);
        // An event that is held takes no room of its own: it is shown where its holder ends.
        if (!isHeld) (_end, _sourcePosition) = (_end + EventSize, _sourcePosition + EventSize);
        events.Add((new LogEvent(at, isRelay ? _sourcePosition : _end, type, info), isHeld));
        return this;
    }

    public Task<IReadOnlyList<string>> ListFilesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _files.Select(f => f.File)]);

    public Task<IReadOnlyList<LogEvent>> ReadAsync(BinlogCoordinates from, int limit, CancellationToken cancellationToken)
    {
        Reading();
        var events = _files.SingleOrDefault(f => f.File == from.File).Events ?? throw new InvalidOperationException($"There is no file {from.File}.");
        // What a compressed transaction holds can be read only through it.
        var first = from.Position == 0 ? 0 : events.FindIndex(e => e.Event.At == from && !e.IsHeld);
        if (first < 0) throw new InvalidOperationException($"No event begins at {from}.");
        IReadOnlyList<LogEvent> read = [.. events.Skip(first).Take(limit).Select(e => e.Event)];
        EventsRead += read.Count;
        return Task.FromResult(read);
    }

    string OwnTransaction() => _own.Next(2) == 0 ? $" /* xid={_own.Next(1000)} */" : "";
}
