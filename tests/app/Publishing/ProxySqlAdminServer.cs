using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Tests.Support;
using Ham4Db.Engines.MySql.Tests.Support.Versions;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Functions.Tests.Publishing;

/// <summary>
/// The admin interface of a ProxySQL as its manual describes it, over the wire protocol: what is said to it is said to SQLite, as it is there, and
/// takes effect with LOAD MYSQL SERVERS TO RUNTIME.
/// </summary>
internal sealed class ProxySqlAdminServer : IAsyncDisposable
{
    private const int SyntaxError = 1045;

    private readonly SqliteConnection _tables = new("Data Source=:memory:");
    private readonly FakeServer _server;
    private readonly ConcurrentQueue<string> _changes = new();
    private readonly Lock _lock = new();

    public ProxySqlAdminServer()
    {
        _tables.Open();
        foreach (var table in new[] { "mysql_servers", "runtime_mysql_servers", "disk_mysql_servers" })
        {
            Run($"""
                CREATE TABLE {table} (hostgroup_id INT NOT NULL DEFAULT 0, hostname VARCHAR NOT NULL, port INT NOT NULL DEFAULT 3306, status VARCHAR NOT NULL DEFAULT 'ONLINE',
                weight INT NOT NULL DEFAULT 1, comment VARCHAR NOT NULL DEFAULT '', PRIMARY KEY (hostgroup_id, hostname, port))
                """);
        }

        _server = new FakeServer(ServeAsync);
    }

    public InstanceKey Key => _server.Key;

    /// <summary>Everything that was said to change something.</summary>
    public IReadOnlyList<string> Changes => [.. _changes];

    /// <summary>What takes effect: hostgroup, address and weight.</summary>
    public string Runtime => Show("runtime_mysql_servers");

    public string Disk => Show("disk_mysql_servers");

    /// <summary>Somebody adds a server and loads it.</summary>
    public void Add(int hostgroup, string host, int weight = 1)
    {
        Run($"INSERT INTO mysql_servers (hostgroup_id, hostname, weight) VALUES ({hostgroup}, '{host}', {weight})");
        Answer("LOAD MYSQL SERVERS TO RUNTIME");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _tables.DisposeAsync();
    }

    private string Show(string table)
    {
        var answer = Answer($"SELECT hostgroup_id || ':' || hostname || CASE weight WHEN 1 THEN '' ELSE '*' || weight END FROM {table} ORDER BY 1");
        return string.Join(' ', answer.Rows.Select(row => row[0]));
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await FakeServer.LogInAsync(stream, cancellationToken);
        while (true)
        {
            var packet = await FakeServer.ReadPacketAsync(stream, cancellationToken);
            if (packet[0] != 3) return;
            var statement = Encoding.UTF8.GetString(packet, 1, packet.Length - 1);
            if (!statement.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) && !statement.StartsWith("SET ", StringComparison.OrdinalIgnoreCase)) _changes.Enqueue(statement);
            await FakeProtocol.SendAsync(stream, [Answer(statement)]);
        }
    }

    private FakeAnswer Answer(string statement)
    {
        lock (_lock)
        {
            switch (statement)
            {
                case "LOAD MYSQL SERVERS TO RUNTIME": return Copy("runtime_mysql_servers");
                case "SAVE MYSQL SERVERS TO DISK": return Copy("disk_mysql_servers");
                case var set when set.StartsWith("SET ", StringComparison.OrdinalIgnoreCase): return FakeAnswer.Done;
            }

            try
            {
                using var command = new SqliteCommand(statement, _tables);
                using var reader = command.ExecuteReader();
                if (reader.FieldCount == 0) return FakeAnswer.Done;
                var rows = new List<IReadOnlyList<string?>>();
                while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
                return new FakeAnswer([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
            }
            catch (SqliteException exception)
            {
                return FakeAnswer.Error(SyntaxError, $"ProxySQL Admin Error: {exception.Message}");
            }
        }
    }

    private FakeAnswer Copy(string table)
    {
        Run($"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM mysql_servers");
        return FakeAnswer.Done;
    }

    private void Run(string statement)
    {
        using var command = new SqliteCommand(statement, _tables);
        command.ExecuteNonQuery();
    }
}
