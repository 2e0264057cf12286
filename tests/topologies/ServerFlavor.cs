namespace Ham4Db.Topologies;

/// <summary>Which database server a topology is made of.</summary>
public enum ServerFlavor
{
    /// <summary>MariaDB, as this machine's Debian release packages it.</summary>
    MariaDb,

    /// <summary>Oracle MySQL, from Debian unstable (no stable release holds it).</summary>
    MySql,

    /// <summary>Oracle MySQL 5.6, from the npm registry: the old vocabulary with Oracle's GTIDs, without semi-synchronous replication.</summary>
    MySql56,
}
