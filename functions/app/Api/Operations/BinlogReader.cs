using Ham4Db.Core.Binlogs;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Looks for transactions in the binary logs of an instance. Bounded: binary logs can be huge, and nothing is read that cannot hold them.</summary>
internal sealed class BinlogReader(EngineRegistry engines)
{
    private const int MostTransactions = 50;
    private const int MostEvents = 100_000;
    private const int ChunkSize = 5_000;
    private const int HeadSize = 5;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Names of the files that hold any of them, oldest first.</summary>
    /// <exception cref="InstanceUnreachableException">It cannot be reached.</exception>
    /// <exception cref="InstanceOperationException">It lets us read no binary log.</exception>
    public async Task<IReadOnlyList<string>> LocateAsync(InstanceKey key, TransactionSearch search, CancellationToken cancellationToken)
    {
        await using var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, cancellationToken);
        return await LocateAsync(session, search, cancellationToken);
    }

    /// <summary>The transactions themselves, oldest first, and what is not shown.</summary>
    /// <exception cref="InstanceUnreachableException">It cannot be reached.</exception>
    /// <exception cref="InstanceOperationException">It lets us read no binary log.</exception>
    public async Task<FoundTransactions> ReadAsync(InstanceKey key, TransactionSearch search, CancellationToken cancellationToken)
    {
        await using var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, cancellationToken);
        var files = await LocateAsync(session, search, cancellationToken);
        List<BinlogTransaction> found = [];
        var left = MostEvents;
        foreach (var file in files)
        {
            var decoder = new BinlogDecoder(file);
            long position = 0;
            while (left > 0 && found.Count < MostTransactions)
            {
                var events = await session.ReadLogEventsAsync(LogKind.Binary, new BinlogCoordinates(file, position), Math.Min(ChunkSize, left), cancellationToken);
                left -= events.Count;
                Take(events.Select(decoder.Add));
                if (events.Count < ChunkSize || events[^1].EndPosition <= events[^1].At.Position) break;
                position = events[^1].EndPosition;
            }

            if (left > 0) Take([decoder.End()]);
        }

        var note = found.Count >= MostTransactions ? $"Only the first {MostTransactions} are shown."
            : left <= 0 ? $"Reading ended after {MostEvents} events; there may be more."
            : found.Count == 0 ? $"The binary logs of {key} hold none of them any more."
            : "";
        return new FoundTransactions(files, [.. found.Take(MostTransactions)], note);

        void Take(IEnumerable<BinlogTransaction?> ended) => found.AddRange(ended.OfType<BinlogTransaction>().Where(t => search.IsWanted(t.Gtid)));
    }

    private static async Task<IReadOnlyList<string>> LocateAsync(IInstanceSession session, TransactionSearch search, CancellationToken cancellationToken)
    {
        List<string> files = [];
        string? end = null;
        foreach (var log in (await session.ReadBinaryLogsAsync(cancellationToken)).Reverse())
        {
            var start = BinlogDecoder.StartOf(await session.ReadLogEventsAsync(LogKind.Binary, new BinlogCoordinates(log.File, 0), HeadSize, cancellationToken)) ?? "";
            if (search.IsTouched(start, end)) files.Insert(0, log.File);
            end = start;
        }

        return files;
    }
}
