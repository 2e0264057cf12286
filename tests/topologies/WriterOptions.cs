using System.Data.Common;
using Ham4Db.Topologies.PostgreSql;
using MySqlConnector;
using Npgsql;

namespace Ham4Db.Topologies;

/// <summary>How the writer behaves.</summary>
public sealed record WriterOptions
{
    /// <summary>For the servers of a <see cref="PostgreSqlTopology"/>.</summary>
    public static WriterOptions PostgreSql { get; } = new()
    {
        Table = "writes",
        Connection = static (host, port) => new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = port,
            Username = PostgreSqlAccounts.AppUser,
            Password = PostgreSqlAccounts.AppPassword,
            Database = "postgres",
            Pooling = false,
            Timeout = 1,
            CommandTimeout = 60,
            CancellationTimeout = -1,
        }.ConnectionString),
    };

    /// <summary>Pause between an acknowledgement and the next insert.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Pause after an error, before the primary is asked for again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gives up connecting after this time.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gives up waiting for an acknowledgement after this time, and takes a new connection.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromMilliseconds(1000);

    /// <summary>Makes a connection to a server as the application; not opened yet.</summary>
    public Func<string, int, DbConnection> Connection { get; init; } = static (host, port) => new MySqlConnection(new MySqlConnectionStringBuilder
    {
        Server = host,
        Port = (uint)port,
        UserID = Accounts.AppUser,
        Password = Accounts.AppPassword,
        SslMode = MySqlSslMode.None,
        AllowPublicKeyRetrieval = true,
        Pooling = false,
        ConnectionTimeout = 1,
        // Whole seconds; only a backstop. On expiry the socket is closed without asking the server to cancel.
        DefaultCommandTimeout = 60,
        CancellationTimeout = -1,
    }.ConnectionString);

    /// <summary>The table that rows go to.</summary>
    public string Table { get; init; } = $"{Accounts.DemoSchema}.writes";
}
