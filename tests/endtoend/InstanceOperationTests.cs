using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;
using MySqlConnector;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>Operations on single instances, on real servers: several on each topology.</summary>
public sealed class InstanceOperationTests
{
    /// <summary>The table that every topology has.</summary>
    internal const string Table = "ham4db_demo.writes";

    private static readonly TopologyOptions FourNodes = new() { Layout = new([-1, 0, 0, 0]), SemiSync = false };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Errant_transactions_are_found_where_they_are_and_healed_in_both_ways(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(FourNodes with { Flavor = flavor }, cancellationToken: Cancelled);
        using var api = new FleetApi(fleet);

        await fleet.Server(1).WriteErrantAsync("errant1");
        await fleet.WaitForAsync("it is seen on server 1", async () => (await api.ErrantAsync(1)).Length > 0);
        Assert.Equal(["", ""], [await api.ErrantAsync(2), await api.ErrantAsync(3)]);
        Assert.NotEmpty((await api.OkAsync($"locate-gtid-errant/{api.Path(1)}")).EnumerateArray());
        var report = await api.ReadAsync($"v2/instances/{fleet.Key(1)}/errant");
        var change = Assert.Single(Assert.Single(report.GetProperty("transactions").EnumerateArray()).GetProperty("changes").EnumerateArray());
        Assert.Equal(("insert", Table), (change.GetProperty("kind").GetString(), change.GetProperty("table").GetString()));
        await api.OkAsync($"gtid-errant-reset-master/{api.Path(1)}");
        Assert.Equal("", await api.ErrantAsync(1));
        Assert.Contains("it has no errant transactions", await api.ErrorAsync($"gtid-errant-reset-master/{api.Path(1)}"), StringComparison.Ordinal);

        // With a replica below it, the errant transaction reaches that one as well, and one injection heals both.
        await api.OkAsync($"relocate/{api.Path(3)}/{api.Path(2)}");
        await fleet.Server(2).WriteErrantAsync("errant2");
        await fleet.WaitForAsync("it is seen on server 2", async () => (await api.ErrantAsync(2)).Length > 0);
        Assert.Contains("replicate from it", await api.ErrorAsync($"gtid-errant-reset-master/{api.Path(2)}"), StringComparison.Ordinal);
        await api.OkAsync($"gtid-errant-inject-empty/{api.Path(2)}");
        await fleet.Server(0).ExecuteAsync($"INSERT INTO {Table} (id, token) VALUES (1, 'after')", Cancelled);
        await fleet.WaitForAsync("nobody is errant and all have the row", async () =>
            (await api.ErrantAsync(1)).Length + (await api.ErrantAsync(2)).Length + (await api.ErrantAsync(3)).Length == 0
            && await HasRowAsync(fleet.Server(1), "after") && await HasRowAsync(fleet.Server(3), "after"));
        await fleet.WaitUntilWellAsync(0);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_fenced_primary_takes_no_write_of_any_client_until_it_is_unfenced(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor, Layout = new([-1, 0]), SemiSync = false }, cancellationToken: Cancelled);
        using var api = new FleetApi(fleet);
        await using var open = await ConnectAsync(fleet);
        await WriteAsync(open, "before");

        Assert.Contains("Writes fenced on", (await api.GetAsync($"fence-writes/{api.Path(0)}")).GetProperty("Message").GetString(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(open, "fenced"));
        await using (var again = await ConnectAsync(fleet))
            Assert.Equal(1290, (await Assert.ThrowsAsync<MySqlException>(() => WriteAsync(again, "fenced"))).Number);
        await api.OkAsync($"fence-writes/{api.Path(0)}");
        Assert.Contains("is not the primary of its cluster", await api.ErrorAsync($"unfence-writes/{api.Path(1)}"), StringComparison.Ordinal);
        await api.OkAsync($"unfence-writes/{api.Path(0)}");
        await using (var again = await ConnectAsync(fleet)) await WriteAsync(again, "unfenced");

        await api.OkAsync($"fence-all/{api.Path(0)}");
        if (flavor == ServerFlavor.MySql)
        {
            await Assert.ThrowsAnyAsync<MySqlException>(() => ConnectAsync(fleet));
            await api.OkAsync($"unfence-all/{api.Path(0)}");
        }

        // What MariaDB cannot do is said in the plan; what is left holds.
        await using (var again = await ConnectAsync(fleet))
            Assert.Equal(1290, (await Assert.ThrowsAsync<MySqlException>(() => WriteAsync(again, "fenced"))).Number);
        await api.OkAsync($"unfence-writes/{api.Path(0)}");
        await using (var again = await ConnectAsync(fleet)) await WriteAsync(again, "last");
        await fleet.WaitForAsync("the replica has the rows", async () => await HasRowAsync(fleet.Server(1), "unfenced") && await HasRowAsync(fleet.Server(1), "last"));
        Assert.False(await HasRowAsync(fleet.Server(0), "fenced"));
        Assert.Null((await fleet.StateAsync()).LastRecovery);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_replica_is_stopped_delayed_detached_and_gets_over_a_transaction_that_fails(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor, Layout = new([-1, 0, 0]), SemiSync = false }, cancellationToken: Cancelled);
        using var api = new FleetApi(fleet);

        await api.OkAsync($"stop-replica-nice/{api.Path(1)}");
        Assert.False((await api.InstanceAsync(1)).GetProperty("ReplicationSQLThreadRuning").GetBoolean());
        await api.OkAsync($"flush-binary-logs/{api.Path(0)}");
        await fleet.Server(0).ExecuteAsync($"INSERT INTO {Table} (id, token) VALUES (1, 'first')", Cancelled);
        Assert.Contains("needs what would be removed", await api.ErrorAsync($"purge-binary-logs/{api.Path(0)}/latest"), StringComparison.Ordinal);
        await api.OkAsync($"start-replica/{api.Path(1)}");
        await fleet.WaitForAsync("it may be purged", async () => (await api.GetAsync($"purge-binary-logs/{api.Path(0)}/latest")).GetProperty("Code").GetString() == "OK");
        Assert.Single(await fleet.Server(0).QueryRowsAsync("SHOW BINARY LOGS", Cancelled));

        await api.OkAsync($"delay-replication/{api.Path(1)}/3600");
        Assert.Equal(3600, (await api.InstanceAsync(1)).GetProperty("SQLDelay").GetInt32());
        await api.OkAsync($"delay-replication/{api.Path(1)}/0");
        await api.OkAsync($"disable-gtid/{api.Path(1)}");
        await api.OkAsync($"enable-gtid/{api.Path(1)}");

        await api.OkAsync($"detach-replica/{api.Path(1)}");
        Assert.StartsWith("//", (await api.InstanceAsync(1)).GetProperty("MasterKey").GetProperty("Hostname").GetString(), StringComparison.Ordinal);
        Assert.Contains("is detached already", await api.ErrorAsync($"detach-replica/{api.Path(1)}"), StringComparison.Ordinal);
        await api.OkAsync($"reattach-replica/{api.Path(1)}");
        await fleet.WaitUntilWellAsync(0);

        await Replication.BreakAppliersAsync(fleet.Server(0), [fleet.Server(1)]);
        await fleet.WaitForAsync("the applier stops", async () => (await api.InstanceAsync(1)).GetProperty("ReplicationSQLThreadState").GetInt32() == 0);
        if (flavor == ServerFlavor.MySql)
        {
            await api.OkAsync($"skip-query/{api.Path(1)}");
        }
        else
        {
            var refusal = await api.ErrorAsync($"skip-query/{api.Path(1)}");
            await fleet.Server(1).ExecuteAsync(refusal[refusal.IndexOf("STOP SLAVE;", StringComparison.Ordinal)..], Cancelled);
        }

        await fleet.WaitUntilWellAsync(0);
        await fleet.Server(0).ExecuteAsync($"INSERT INTO {Table} (id, token) VALUES (1, 'last')", Cancelled);
        await fleet.WaitForAsync("the row arrives", () => HasRowAsync(fleet.Server(1), "last"));
        Assert.True(await HasRowAsync(fleet.Server(1), "first"));
    }

    internal static async Task<bool> HasRowAsync(DatabaseServer server, string token) =>
        await server.QueryAsync<int>($"SELECT COUNT(*) FROM {Table} WHERE token = '{token}'", Cancelled) > 0;

    private static async Task<MySqlConnection> ConnectAsync(Fleet fleet)
    {
        var connection = new MySqlConnection(
            $"Server={fleet.Server(0).Host};Port={fleet.Server(0).Port};User ID={fleet.Topology.AppUser};Password={fleet.Topology.AppPassword};Pooling=false");
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private static async Task WriteAsync(MySqlConnection connection, string token)
    {
        await using var command = new MySqlCommand($"INSERT INTO {Table} (id, token) VALUES (1, '{token}')", connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
