using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Everything that is known of a cluster at one moment.</summary>
/// <param name="Record">The cluster as a whole.</param>
/// <param name="Topology">Its instances, with the decisions about them.</param>
/// <param name="State">The decisions.</param>
/// <param name="Heartbeat">Until when the rows are true; null before the first round of probes.</param>
/// <param name="Options">Configuration.</param>
/// <param name="Now">The moment (UTC).</param>
internal sealed record ClusterView(
    ClusterRecord Record, ClusterTopology Topology, ClusterState State, Heartbeat? Heartbeat, Ham4DbOptions Options, DateTimeOffset Now)
{
    /// <summary>Findings by the rows and decisions of this moment.</summary>
    public IReadOnlyList<Finding> Findings => field ??= FailureAnalysis.Analyze(Topology, Policies.ForAnalysis(Options, Topology), Now);

    /// <summary>All instances.</summary>
    public IEnumerable<KnownInstance> Instances => Topology.Members.Values.Select(member => new KnownInstance(this, member));

    /// <summary>The primary; null when there is none.</summary>
    public KnownInstance? Primary => Topology.Primary is { } primary ? new KnownInstance(this, primary) : null;

    /// <summary>How old what we know of an instance is.</summary>
    public Freshness FreshnessOf(ClusterMember member) => Freshness.Of(member, Heartbeat, Options.InstancePollSeconds, Now);
}
