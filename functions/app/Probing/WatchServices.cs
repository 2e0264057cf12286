using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Probing;

/// <summary>What a cluster's watch works with.</summary>
/// <param name="Engines">Engines.</param>
/// <param name="Store">The store.</param>
/// <param name="Reader">Makes topologies.</param>
/// <param name="Tending">Finds neighbours, and keeps the list of instances right.</param>
/// <param name="Limit">Bounds how many probes run at once.</param>
/// <param name="Requests">Says what somebody wants probed now.</param>
/// <param name="Measurements">Takes how long probes took.</param>
/// <param name="Options">Configuration.</param>
/// <param name="Metrics">Counts what is done.</param>
/// <param name="Time">Clock.</param>
/// <param name="Logger">Log.</param>
public sealed record WatchServices(
    EngineRegistry Engines,
    FleetStore Store,
    TopologyReader Reader,
    ClusterTending Tending,
    ProbeLimit Limit,
    ProbeRequests Requests,
    ProbeMeasurements Measurements,
    Ham4DbOptions Options,
    ServiceMetrics Metrics,
    TimeProvider Time,
    ILogger<ClusterWatch> Logger);
