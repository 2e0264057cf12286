using System.Collections.Concurrent;

namespace Ham4Db.Engines.PostgreSql.Probing;

/// <summary>What is remembered of one instance from probe to probe: histories of timelines never change.</summary>
internal sealed class InstanceMemory
{
    private readonly ConcurrentDictionary<(string System, uint Timeline), IReadOnlyList<(uint Timeline, ulong End)>> _histories = new();

    /// <summary>The history of a timeline; null when it was not read yet.</summary>
    public IReadOnlyList<(uint Timeline, ulong End)>? HistoryOf(string system, uint timeline) =>
        timeline <= 1 ? [] : _histories.GetValueOrDefault((system, timeline));

    /// <summary>Remembers the history of a timeline.</summary>
    public void Remember(string system, uint timeline, IReadOnlyList<(uint Timeline, ulong End)> history) => _histories[(system, timeline)] = history;
}
