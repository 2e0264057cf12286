using System.Collections.Immutable;

namespace Ham4Db.Functions.Clusters;

/// <summary>What every round needs of all clusters and what hardly ever changes: the addresses and the decisions, as the store had them at one moment.</summary>
/// <param name="Directory">All known addresses.</param>
/// <param name="States">Decisions by cluster; none for a cluster about which nothing was decided.</param>
internal sealed record FleetMemory(FleetDirectory Directory, ImmutableDictionary<string, ClusterState> States)
{
    private static readonly ClusterState Undecided = new();

    /// <summary>The tables of which it is made.</summary>
    public static IReadOnlyList<string> Tables { get; } = [FleetTables.Directory, FleetTables.Decisions];

    /// <summary>Nothing.</summary>
    public static FleetMemory Empty { get; } = new(FleetDirectory.Empty, ImmutableDictionary.Create<string, ClusterState>(StringComparer.Ordinal));

    /// <summary>Decisions about a cluster.</summary>
    public ClusterState StateOf(string clusterId) => States.GetValueOrDefault(clusterId, Undecided);

    /// <summary>The same after a change of a row of one of its tables.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">Key of the row.</param>
    /// <param name="json">What it holds now; null where it is gone.</param>
    public FleetMemory With(string table, string row, string? json) => table == FleetTables.Directory
        ? this with { Directory = Directory.With(row, json is null ? null : FleetJson.Read<DirectoryEntry>(json)) }
        : this with { States = json is null ? States.Remove(row) : States.SetItem(row, FleetJson.Read<ClusterState>(json)) };
}
