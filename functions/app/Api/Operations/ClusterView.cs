using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Everything that is known of a cluster at one moment. Never copied with changes: what was computed of it would be copied too.</summary>
/// <param name="record">The cluster as a whole.</param>
/// <param name="topology">Its instances, with the decisions about them.</param>
/// <param name="state">The decisions.</param>
/// <param name="heartbeat">Until when the rows are true; null before the first round of probes.</param>
/// <param name="options">Configuration.</param>
/// <param name="now">The moment (UTC).</param>
/// <param name="rules">Rules of analysis and planning; null for those of the configuration.</param>
internal sealed class ClusterView(
    ClusterRecord record, ClusterTopology topology, ClusterState state, Heartbeat? heartbeat, Ham4DbOptions options, DateTimeOffset now, ClusterRules? rules = null)
{
    /// <summary>The cluster as a whole.</summary>
    public ClusterRecord Record => record;

    /// <summary>Its instances, with the decisions about them.</summary>
    public ClusterTopology Topology => topology;

    /// <summary>The decisions.</summary>
    public ClusterState State => state;

    /// <summary>Until when the rows are true; null before the first round of probes.</summary>
    public Heartbeat? Heartbeat => heartbeat;

    /// <summary>Configuration.</summary>
    public Ham4DbOptions Options => options;

    /// <summary>The moment (UTC).</summary>
    public DateTimeOffset Now => now;

    /// <summary>Rules of analysis and planning in force.</summary>
    public ClusterRules Rules => field ??= rules ?? ClusterRules.Of(options, topology);

    /// <summary>Findings by the rows and decisions of this moment.</summary>
    public IReadOnlyList<Finding> Findings => field ??= FailureAnalysis.Analyze(topology, Rules.Analysis, now);

    /// <summary>All instances.</summary>
    public IEnumerable<KnownInstance> Instances => topology.Members.Values.Select(member => new KnownInstance(this, member));

    /// <summary>The primary; null when there is none.</summary>
    public KnownInstance? Primary => topology.Primary is { } primary ? new KnownInstance(this, primary) : null;

    /// <summary>How old what we know of an instance is.</summary>
    public Freshness FreshnessOf(ClusterMember member) => Freshness.Of(member, heartbeat, options.InstancePollSeconds, now);
}
