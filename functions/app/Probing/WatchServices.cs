using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Probing;

/// <summary>What a cluster's watch works with.</summary>
/// <param name="Engines">Engines.</param>
/// <param name="Store">The store.</param>
/// <param name="Reader">Makes topologies.</param>
/// <param name="Discovery">Finds neighbours.</param>
/// <param name="Measurements">Takes how long probes took.</param>
/// <param name="Options">Configuration.</param>
/// <param name="Time">Clock.</param>
/// <param name="Logger">Log.</param>
public sealed record WatchServices(
    EngineRegistry Engines, FleetStore Store, TopologyReader Reader, Discovery Discovery, ProbeMeasurements Measurements, Ham4DbOptions Options, TimeProvider Time, ILogger<ClusterWatch> Logger);
