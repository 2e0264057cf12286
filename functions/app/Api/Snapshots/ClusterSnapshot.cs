using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>A cluster as analysis and planning know it.</summary>
internal sealed record ClusterSnapshot
{
    /// <summary>Durable id.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Address of its primary, by which it is known.</summary>
    public required string Name { get; init; }

    /// <summary>Alias; the name when there is none.</summary>
    public required string Alias { get; init; }

    /// <summary>Domain; may be empty.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Its primary; null when it has none.</summary>
    public InstanceKey? Primary { get; init; }

    /// <summary>What would happen if its primary died; null while it has none that is well.</summary>
    public FailoverOutlook? Outlook { get; init; }

    /// <summary>The alias that instances and people suggest; empty for none.</summary>
    public string SuggestedAlias { get; init; } = "";

    /// <summary>The moment at which all this held (UTC): downtimes and ages are judged by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Rules in force.</summary>
    public required ClusterRules Rules { get; init; }

    /// <summary>Its instances, with downtimes, promotion rules and what else was decided about them.</summary>
    public required IReadOnlyList<ClusterMember> Members { get; init; }

    /// <summary>Maintenance that runs.</summary>
    public IReadOnlyList<MaintenanceRecord> Maintenance { get; init; } = [];

    /// <summary>Demoted primaries that have not rejoined.</summary>
    public IReadOnlyList<DemotedInstance> Demoted { get; init; } = [];

    /// <summary>Automatic recoveries of this cluster are switched off.</summary>
    public bool AreRecoveriesDisabled { get; init; }

    /// <summary>Until when the rows were true; null before the first round of probes.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>What is known of a cluster, as a snapshot.</summary>
    public static ClusterSnapshot Of(ClusterView view) => new()
    {
        ClusterId = view.Record.ClusterId,
        Name = view.Record.Name,
        Alias = view.Record.Alias,
        Domain = view.Record.Domain,
        Primary = view.Record.Primary,
        Outlook = view.Record.Outlook,
        SuggestedAlias = view.Topology.Alias,
        At = view.Now,
        Rules = view.Rules,
        Members = [.. view.Topology.Members.Values],
        Maintenance = [.. view.State.Maintenance.Values.Where(m => m.IsActive(view.Now)).OrderBy(m => m.Key)],
        Demoted = view.State.Demoted,
        AreRecoveriesDisabled = view.State.AreRecoveriesDisabled,
        Heartbeat = view.Heartbeat,
    };

    /// <summary>The snapshot, as what was known.</summary>
    /// <param name="pollSeconds">Seconds between two probes of an instance.</param>
    public ClusterView ToView(int pollSeconds) => new(
        new ClusterRecord { ClusterId = ClusterId, Name = Name, Alias = Alias, Domain = Domain, Primary = Primary, Outlook = Outlook },
        new ClusterTopology(ClusterId, Members, SuggestedAlias),
        new ClusterState
        {
            Maintenance = Maintenance.ToDictionary(m => FleetTables.RowKey(m.Key)),
            Demoted = Demoted,
            AreRecoveriesDisabled = AreRecoveriesDisabled,
        },
        Heartbeat,
        new Ham4DbOptions { InstancePollSeconds = pollSeconds, ReasonableReplicationLagSeconds = (int)Rules.Analysis.ReasonableReplicationLagSeconds },
        At,
        Rules);
}
