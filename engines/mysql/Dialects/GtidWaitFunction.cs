namespace Ham4Db.Engines.MySql.Dialects;

/// <summary>The function with which a server waits for a set of transactions; they differ in arguments and answers.</summary>
internal enum GtidWaitFunction
{
    /// <summary>MariaDB: 0 reached, -1 timed out.</summary>
    MasterGtidWait,

    /// <summary>MySQL 5.6: applied events, -1 timed out, NULL when the applier does not run.</summary>
    WaitUntilSqlThreadAfterGtids,

    /// <summary>MySQL 5.7 and later: 0 reached, 1 timed out.</summary>
    WaitForExecutedGtidSet,
}
