namespace Ham4Db.Topologies;

/// <summary>Who replicates from whom: item i is the index of server i's source, -1 for the primary (index 0).</summary>
public sealed record TopologyLayout
{
    /// <param name="sourceOf">One item per server; a source comes before its replicas.</param>
    /// <exception cref="ArgumentException">The list is not a tree that starts with its root.</exception>
    public TopologyLayout(IReadOnlyList<int> sourceOf)
    {
        ArgumentNullException.ThrowIfNull(sourceOf);
        if (sourceOf is not [-1, ..] || sourceOf.Skip(1).Where((source, i) => source < 0 || source > i).Any())
            throw new ArgumentException("Server 0 must be the root (-1), every other server must name an earlier one.", nameof(sourceOf));
        SourceOf = sourceOf;
    }

    public IReadOnlyList<int> SourceOf { get; }

    /// <summary>A primary with three replicas, the last of which has a replica of its own.</summary>
    public static TopologyLayout FiveNodes { get; } = new([-1, 0, 0, 0, 3]);

    /// <summary>A primary with two replicas.</summary>
    public static TopologyLayout ThreeNodes { get; } = new([-1, 0, 0]);
}
