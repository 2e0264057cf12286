namespace Ham4Db.Cli.Demo;

/// <summary>What servers the demo starts.</summary>
internal enum DemoEngine
{
    MariaDb,
    MySql,
    PostgreSql,

    /// <summary>A stand-in: PostgreSQL servers behind programs that answer in openGauss's formats.</summary>
    OpenGauss,
}
