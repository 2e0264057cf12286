namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths that acknowledge recoveries.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Acknowledgements =>
    [
        Change("ack-recovery/{id}", acknowledge.ByIdAsync),
        Change("ack-recovery/uid/{uid}", acknowledge.ByUidAsync),
        Change("ack-recovery/cluster/{cluster}", acknowledge.ByClusterAsync),
        Change("ack-recovery/cluster/alias/{cluster}", acknowledge.ByClusterAsync),
        Change("ack-recovery/instance/{host}/{port}", acknowledge.ByInstanceAsync),
        Change("ack-all-recoveries", acknowledge.AllAsync),
    ];
}
