namespace Ham4Db.Core.Model;

/// <summary>The product behind an engine, as its version strings tell it.</summary>
public enum ServerFlavor
{
    /// <summary>Not recognised.</summary>
    Unknown,

    /// <summary>Oracle MySQL.</summary>
    MySql,

    /// <summary>MariaDB.</summary>
    MariaDb,

    /// <summary>Percona Server.</summary>
    Percona,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>openGauss.</summary>
    OpenGauss,

    /// <summary>MaxScale, acting as a binary log server.</summary>
    MaxScale,
}
