namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths that move replicas about. Those with an older and a newer word for replicas are served under both.</summary>
internal sealed partial class LegacyTable
{
    private const string One = "/{host}/{port}";
    private const string Below = One + "/{belowHost}/{belowPort}";

    private IEnumerable<LegacyRoute> Relocation =>
    [
        Change("relocate" + Below, relocation.RelocateAsync),
        Change("relocate-below" + Below, relocation.RelocateAsync),
        Change("relocate-replicas" + Below, relocation.RelocateReplicasAsync),
        Change("relocate-slaves" + Below, relocation.RelocateReplicasAsync),
        Change("regroup-replicas" + One, relocation.RegroupAsync),
        Change("regroup-slaves" + One, relocation.RegroupAsync),
        Change("regroup-replicas-gtid" + One, relocation.RegroupByGtidAsync),
        Change("regroup-slaves-gtid" + One, relocation.RegroupByGtidAsync),
        Change("regroup-replicas-bls" + One, relocation.RegroupBinlogServersAsync),
        Change("regroup-slaves-bls" + One, relocation.RegroupBinlogServersAsync),

        Change("move-up" + One, relocation.MoveUpAsync),
        Change("move-up-replicas" + One, relocation.MoveUpReplicasAsync),
        Change("move-up-slaves" + One, relocation.MoveUpReplicasAsync),
        Change("move-below/{host}/{port}/{siblingHost}/{siblingPort}", relocation.MoveBelowAsync),
        Change("move-below-gtid" + Below, relocation.MoveByGtidAsync),
        Change("move-gtid" + Below, relocation.MoveByGtidAsync),
        Change("move-replicas-gtid" + Below, relocation.MoveReplicasByGtidAsync),
        Change("move-slaves-gtid" + Below, relocation.MoveReplicasByGtidAsync),
        Change("move-equivalent" + Below, relocation.MoveEquivalentAsync),
        Read("master-equivalent/{host}/{port}/{logFile}/{logPos}", relocation.EquivalentsAsync),
        Change("repoint" + Below, relocation.RepointAsync),
        Change("repoint-replicas" + One, relocation.RepointReplicasAsync),
        Change("repoint-slaves" + One, relocation.RepointReplicasAsync),

        Change("take-siblings" + One, relocation.TakeSiblingsAsync),
        Change("enslave-siblings" + One, relocation.TakeSiblingsAsync),
        Change("take-master" + One, relocation.TakePrimaryAsync),
        Change("enslave-master" + One, relocation.TakePrimaryAsync),
        Change("make-co-master" + One, relocation.MakeCoPrimaryAsync),

        Read("can-replicate-from" + Below, relocation.CanReplicateAsync),
        Read("can-replicate-from-gtid" + Below, relocation.CanReplicateByGtidAsync),
    ];
}
