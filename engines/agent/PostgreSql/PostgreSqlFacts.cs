namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>The answer to the one question that a running PostgreSQL is asked.</summary>
internal sealed record PostgreSqlFacts(
    string Version,
    bool InRecovery,
    string? Written,
    string? Received,
    string? Replayed,
    bool ReplayPaused,
    double? ReplayDelay,
    string SystemIdentifier,
    uint Timeline,
    bool ReadOnly,
    string SynchronousStandbyNames,
    string ConnInfo,
    IReadOnlyList<PostgreSqlSender>? Senders,
    PostgreSqlReceiver? Receiver,
    IReadOnlyList<PostgreSqlSlot>? Slots);
