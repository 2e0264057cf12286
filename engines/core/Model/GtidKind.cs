namespace Ham4Db.Core.Model;

/// <summary>Which notation of global transaction ids an instance uses.</summary>
public enum GtidKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Oracle's: sets of <c>uuid[:tag]:first-last</c>.</summary>
    Oracle,

    /// <summary>MariaDB's: one <c>domain-server-sequence</c> for each domain.</summary>
    MariaDb,

    /// <summary>Positions in the write-ahead log of PostgreSQL and openGauss: <c>timeline:from-to</c> for each timeline.</summary>
    Wal,
}
