namespace Ham4Db.Core.Model;

/// <summary>What an instance says of one replication channel (MySQL: SHOW REPLICA STATUS).</summary>
public sealed record ReplicationStatus
{
    /// <summary>Channel or connection name; empty for the default one.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The source's address as configured on the replica.</summary>
    public required InstanceKey Source { get; init; }

    /// <summary>The source's server id (server_uuid), empty when the server does not tell it.</summary>
    public string SourceServerId { get; init; } = "";

    /// <summary>Account that the replica uses towards its source.</summary>
    public string User { get; init; } = "";

    /// <summary>Receiver (I/O) thread.</summary>
    public ReplicationThreadState Receiver { get; init; } = ReplicationThreadState.Stopped;

    /// <summary>Applier (SQL) thread.</summary>
    public ReplicationThreadState Applier { get; init; } = ReplicationThreadState.Stopped;

    /// <summary>Last receiver error number, 0 for none.</summary>
    public int ReceiverErrorNumber { get; init; }

    /// <summary>Last receiver error.</summary>
    public string ReceiverError { get; init; } = "";

    /// <summary>Last applier error number, 0 for none.</summary>
    public int ApplierErrorNumber { get; init; }

    /// <summary>Last applier error.</summary>
    public string ApplierError { get; init; } = "";

    /// <summary>Source coordinates that the receiver has read up to.</summary>
    public BinlogCoordinates Read { get; init; } = BinlogCoordinates.None;

    /// <summary>Source coordinates that the applier has executed up to.</summary>
    public BinlogCoordinates Executed { get; init; } = BinlogCoordinates.None;

    /// <summary>Relay log coordinates of the applier.</summary>
    public BinlogCoordinates RelayLog { get; init; } = BinlogCoordinates.None;

    /// <summary>GTIDs received: Retrieved_Gtid_Set, or MariaDB's Gtid_IO_Pos.</summary>
    public string RetrievedGtidSet { get; init; } = "";

    /// <summary>What came by replication and was applied: MariaDB's gtid_slave_pos; empty elsewhere, where the server does not keep that apart.</summary>
    public string AppliedGtidSet { get; init; } = "";

    /// <summary>Whether the channel positions itself by Oracle GTID (Auto_Position).</summary>
    public bool UsesOracleGtid { get; init; }

    /// <summary>Whether the channel positions itself by MariaDB GTID (Using_Gtid is not No).</summary>
    public bool UsesMariaDbGtid { get; init; }

    /// <summary>MariaDB's Using_Gtid word (No, Slave_Pos, Current_Pos); empty elsewhere.</summary>
    public string UsingGtid { get; init; } = "";

    /// <summary>Lag in seconds as the server tells it; null when unknown.</summary>
    public long? LagSeconds { get; init; }

    /// <summary>Configured delay in seconds.</summary>
    public long DelaySeconds { get; init; }

    /// <summary>Whether any replication filter is set.</summary>
    public bool HasFilters { get; init; }

    /// <summary>Whether TLS towards the source is on.</summary>
    public bool UsesTls { get; init; }

    /// <summary>How the connection to the source is encrypted; null where TLS is off.</summary>
    public ReplicationTls? Tls { get; init; }

    /// <summary>Whether it is physical replication, where the position in the write-ahead log says everything.</summary>
    public bool UsesWal { get; init; }

    /// <summary>Whether the replica finds its place in the log of a source by itself.</summary>
    public bool UsesGtid => GtidKind != GtidKind.None;

    /// <summary>By which notation it does so.</summary>
    public GtidKind GtidKind => this switch
    {
        { UsesOracleGtid: true } => GtidKind.Oracle,
        { UsesMariaDbGtid: true } => GtidKind.MariaDb,
        { UsesWal: true } => GtidKind.Wal,
        _ => GtidKind.None,
    };

    /// <summary>Both threads run.</summary>
    public bool IsRunning => Receiver == ReplicationThreadState.Running && Applier == ReplicationThreadState.Running;

    /// <summary>The receiver is connected to the source, as far as the replica knows: whether the applier runs says nothing of the source.</summary>
    public bool IsConnected => Receiver == ReplicationThreadState.Running;

    /// <summary>The receiver is not connected, the applier runs, and the error says that the source cannot be reached.</summary>
    public bool IsFailingToConnect =>
        Receiver != ReplicationThreadState.Running && Applier == ReplicationThreadState.Running
        && ReceiverError.Contains("error", StringComparison.OrdinalIgnoreCase)
        && ReceiverError.Contains("connecting to ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The source's host carries the detached mark.</summary>
    public bool IsDetached => Source.IsDetached;
}
