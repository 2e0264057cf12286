namespace Ham4Db.Core.Model;

/// <summary>The family of database servers that an instance belongs to. MariaDB and Percona Server are flavours of <see cref="MySql"/>.</summary>
public enum DatabaseEngine
{
    /// <summary>MySQL, MariaDB and Percona Server.</summary>
    MySql,

    /// <summary>openGauss.</summary>
    OpenGauss,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,
}
