namespace Ham4Db.Topologies;

/// <summary>Which database server a topology is made of.</summary>
public enum ServerFlavor
{
    /// <summary>MariaDB, as this machine's Debian release packages it.</summary>
    MariaDb,

    /// <summary>Oracle MySQL, from Debian unstable (no stable release holds it).</summary>
    MySql,
}
