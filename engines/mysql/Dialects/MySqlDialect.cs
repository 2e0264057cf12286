namespace Ham4Db.Engines.MySql.Dialects;

/// <summary>The words that servers of one flavour understand from one version on. One row of <see cref="DialectTable"/>.</summary>
internal sealed record MySqlDialect
{
    /// <summary>Name of the row, for logs and tests.</summary>
    public required string Name { get; init; }

    /// <summary>First version that the row holds for.</summary>
    public required Version Since { get; init; }

    /// <summary>MariaDB's GTIDs and clauses, as opposed to Oracle's.</summary>
    public bool IsMariaDb { get; init; }

    /// <summary>A binary log server, which understands next to nothing.</summary>
    public bool IsBinlogServer { get; init; }

    /// <summary>Whether super_read_only exists.</summary>
    public bool HasSuperReadOnly { get; init; }

    /// <summary>Whether offline_mode exists, which shuts ordinary clients out.</summary>
    public bool HasOfflineMode { get; init; }

    /// <summary>Whether the options of the applier can be changed while the receiver runs, so that the relay logs stay.</summary>
    public bool ChangesApplierAlone { get; init; }

    /// <summary>Variable with the number of transactions that the applier leaves out.</summary>
    public required string SkipCounter { get; init; }

    /// <summary>Statement that removes all binary logs and the GTID history.</summary>
    public required string ResetBinaryLogs { get; init; }

    /// <summary>Whether performance_schema names the role of each member of a replication group.</summary>
    public bool HasGroupMembers { get; init; }

    /// <summary>Variable that says whether replicated changes are logged.</summary>
    public required string LogReplicaUpdates { get; init; }

    /// <summary>Statement that lists all replication channels.</summary>
    public required string ChannelStatus { get; init; }

    /// <summary>Statement that tells the server's own binary log position.</summary>
    public required string BinlogStatus { get; init; }

    /// <summary>Statement that lists registered replicas.</summary>
    public required string Replicas { get; init; }

    /// <summary>REPLICA or SLAVE, as in STOP REPLICA.</summary>
    public required string Replica { get; init; }

    /// <summary>Statement that changes the source, up to its options.</summary>
    public required string ChangeSource { get; init; }

    /// <summary>SOURCE or MASTER, the first word of the options of <see cref="ChangeSource"/>.</summary>
    public required string Source { get; init; }

    /// <summary>SOURCE or MASTER, the first word of the positions of START REPLICA UNTIL.</summary>
    public string Until { get; init; } = "MASTER";

    /// <summary>Clause that limits a statement to the default channel; empty where statements mean only that one.</summary>
    public string DefaultChannel { get; init; } = "";

    /// <summary>Whether a replica can ask its source for its public key (caching_sha2_password without TLS).</summary>
    public bool HasGetPublicKey { get; init; }

    /// <summary>Function that waits for binary log coordinates.</summary>
    public required string PositionWait { get; init; }

    /// <summary>Function that waits for transactions.</summary>
    public required GtidWaitFunction GtidWait { get; init; }

    /// <summary>Stops both threads of the default channel.</summary>
    public string Stop => $"STOP {Replica}{DefaultChannel}";

    /// <summary>Starts both threads of the default channel.</summary>
    public string Start => $"START {Replica}{DefaultChannel}";

    /// <summary>Starts both threads of the default channel; the applier stops at a position of the source's binary log.</summary>
    public string StartUntil(string fileLiteral, long position) =>
        $"START {Replica} UNTIL {Until}_LOG_FILE = {fileLiteral}, {Until}_LOG_POS = {position}{DefaultChannel}";

    /// <summary>Stops the receiver of the default channel.</summary>
    public string StopReceiver => $"STOP {Replica} IO_THREAD{DefaultChannel}";

    /// <summary>Starts the receiver of the default channel.</summary>
    public string StartReceiver => $"START {Replica} IO_THREAD{DefaultChannel}";

    /// <summary>Stops the applier of the default channel.</summary>
    public string StopApplier => $"STOP {Replica} SQL_THREAD{DefaultChannel}";

    /// <summary>Starts the applier of the default channel.</summary>
    public string StartApplier => $"START {Replica} SQL_THREAD{DefaultChannel}";

    /// <summary>Forgets the source of the default channel.</summary>
    public string ResetAll => $"RESET {Replica} ALL{DefaultChannel}";
}
