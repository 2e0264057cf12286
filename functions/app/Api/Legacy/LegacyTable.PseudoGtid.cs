namespace Ham4Db.Functions.Api.Legacy;

/// <content>Pseudo-GTID.</content>
internal sealed partial class LegacyTable
{
    private IEnumerable<LegacyRoute> PseudoGtid =>
    [
        Change("match" + Below, pseudoGtid.MatchAsync),
        Change("match-below" + Below, pseudoGtid.MatchAsync),
        Change("match-up" + One, pseudoGtid.MatchUpAsync),
        Change("rematch" + One, pseudoGtid.RematchAsync),
        Change("match-slaves" + Below, pseudoGtid.MatchReplicasAsync),
        Change("match-replicas" + Below, pseudoGtid.MatchReplicasAsync),
        Change("match-up-slaves" + One, pseudoGtid.MatchUpReplicasAsync),
        Change("match-up-replicas" + One, pseudoGtid.MatchUpReplicasAsync),
        Change("regroup-slaves-pgtid" + One, pseudoGtid.RegroupAsync),
        Change("regroup-replicas-pgtid" + One, pseudoGtid.RegroupAsync),
        Change("make-master" + One, pseudoGtid.MakeMasterAsync),
        Change("make-local-master" + One, pseudoGtid.MakeLocalMasterAsync),
        Read("last-pseudo-gtid" + One, pseudoGtid.LastAsync),
    ];
}
