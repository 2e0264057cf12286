using Ham4Db.Functions.Api.Legacy.Calls;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Every path of the older interfaces that is served; the paths of each concern are in a file of their own.</summary>
internal sealed partial class LegacyTable(
    InstanceCalls instances,
    ClusterCalls clusters,
    AnalysisCalls analysis,
    RecoveryCalls recovery,
    HistoryCalls history,
    AcknowledgeCalls acknowledge,
    DecisionCalls decisions,
    RelocationCalls relocation,
    NamingCalls naming,
    ConfigurationCalls configuration,
    PseudoGtidCalls pseudoGtid,
    InstanceOperationCalls operations,
    StatusCalls status,
    MaintenanceCalls maintenance,
    TagCalls tags,
    PoolCalls pools,
    BulkCalls bulk,
    DetectionCalls detections,
    PublishingCalls publishing,
    MeasurementCalls measurements,
    AgentCalls agents)
{
    /// <summary>The table.</summary>
    public IEnumerable<LegacyRoute> Routes =>
    [
        .. Instances,
        .. Clusters,
        .. Analysis,
        .. Recovery,
        .. History,
        .. Acknowledgements,
        .. Decisions,
        .. Relocation,
        .. Naming,
        .. PseudoGtid,
        .. Operations,
        .. Status,
        .. Upkeep,
        .. AgentPaths,
        .. Ham4DbPaths,
        .. Absent,
    ];

    private static LegacyRoute Read(string path, Func<LegacyCall, Task<LegacyAnswer>> run) => new(path, Changes: false, run);

    private static LegacyRoute Change(string path, Func<LegacyCall, Task<LegacyAnswer>> run) => new(path, Changes: true, run);
}
