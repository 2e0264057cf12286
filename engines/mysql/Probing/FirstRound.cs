using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Answers to a probe's first round trip.</summary>
/// <param name="Values">Variables and, when asked for, status values.</param>
/// <param name="Channels">Replication channels.</param>
/// <param name="Binlog">The server's own binary log position; null where it could not be asked for.</param>
/// <param name="Replicas">Registered replicas; null when not asked for or refused.</param>
/// <param name="HasStatus">Status values were asked for.</param>
internal sealed record FirstRound(ServerValues Values, ResultTable Channels, ResultTable? Binlog, ResultTable? Replicas, bool HasStatus)
{
    /// <summary>Commits wait for more acknowledgements than there are replicas to give them; until they end, whoever asks for the binary log's state may wait with them.</summary>
    public bool IsBinlogLocked => SemiSyncReader.Read(Values, 0) is { SourceEnabled: true, SourceActive: true } semiSync && semiSync.ConnectedReplicas < semiSync.WaitForReplicaCount;
}
