using CsCheck;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.PseudoGtid;

/// <summary>What a cluster executed, and how two of its servers wrote that down.</summary>
sealed record RandomLogs(IReadOnlyList<int> History, int ReplicaHas, int SourceHas, int Seed, bool IsMonotonic, bool UsesRelayLog, int Chunk)
{
    const int EntryKind = 0;

    public static readonly Gen<RandomLogs> Cases =
        from history in Gen.Int[0, 5].Array[1, 60]
        from replica in Gen.Int[0, history.Length]
        from source in Gen.Int[0, history.Length]
        from seed in Gen.Int[1, 10_000]
        from flags in Gen.Int[0, 3]
        from chunk in Gen.Int[1, 12]
        select new RandomLogs(history, replica, source, seed, (flags & 1) != 0, (flags & 2) != 0, chunk);

    /// <summary>The text of the entry at an index of the history.</summary>
    public string EntryText(int index) => IsMonotonic ? $"drop view asc:{index:D6}" : $"drop view {unchecked((uint)(index * 2654435761)):x8}";

    public int LastEntryBefore(int index) => Enumerable.Range(0, index).Where(i => History[i] == EntryKind).DefaultIfEmpty(-1).Max();

    /// <summary>The replica's log; what it received and has not executed may follow in a relay log.</summary>
    public (MemoryLog Log, BinlogCoordinates End) Replica(Action<MemoryLog>? change = null)
    {
        var log = new MemoryLog(Seed, firstFile: 999_998, UsesRelayLog);
        var (end, _) = Write(log, ReplicaHas);
        change?.Invoke(log);
        if (UsesRelayLog) WriteOne(log, ReplicaHas, EntryKind);
        return (log, change is null ? end : log.End);
    }

    /// <summary>The source's log and where each item of the history ends in it.</summary>
    public (MemoryLog Log, IReadOnlyList<BinlogCoordinates> Ends, IReadOnlyList<int> FirstItems) Source(int? left = null)
    {
        var log = new MemoryLog(Seed + 1, firstFile: 999_997);
        var ends = new List<BinlogCoordinates>();
        var firsts = new List<int> { 0 };
        log.Rotate();
        var dice = new Random(Seed + 1);
        for (var i = 0; i < SourceHas; i++)
        {
            if (dice.Next(4) == 0)
            {
                log.Rotate();
                firsts.Add(i);
            }

            if (i != left) WriteOne(log, i, History[i]);
            ends.Add(log.End);
        }

        return (log, ends, firsts);
    }

    (BinlogCoordinates End, Random Dice) Write(MemoryLog log, int count)
    {
        var dice = new Random(Seed);
        log.Rotate();
        for (var i = 0; i < count; i++)
        {
            if (dice.Next(6) == 0) log.Rotate();
            WriteOne(log, i, History[i]);
        }

        return (log.End, dice);
    }

    void WriteOne(MemoryLog log, int index, int kind)
    {
        if (kind == EntryKind) log.Entry(EntryText(index));
        else if (kind == 1) log.Statement($"create table t{index}");
        else log.Rows(index, kind - 1);
    }
}
