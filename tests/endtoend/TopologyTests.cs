using System.Diagnostics;
using Ham4Db.Topologies;
using MySqlConnector;

namespace Ham4Db.EndToEnd.Tests;

public sealed class TopologyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task All_servers_but_the_primary_start_read_only_and_the_manager_finds_the_replicas_by_host_and_port(ServerFlavor flavor)
    {
        await using var topology = await StartAsync(flavor);

        await using var manager = await OpenAsManagerAsync(topology, topology.Primary);
        var found = new List<string>();
        await using (var command = new MySqlCommand(flavor == ServerFlavor.MariaDb ? "SHOW SLAVE HOSTS" : "SHOW REPLICAS", manager))
        await using (var reader = await command.ExecuteReaderAsync(Cancelled))
        {
            while (await reader.ReadAsync(Cancelled))
                found.Add($"{reader["Host"]}:{reader["Port"]}");
        }

        Assert.Equal(topology.Servers.Skip(1).Select(server => $"{server.Host}:{server.Port}").Order(), found.Order());
        var readOnly = await Task.WhenAll(topology.Servers.Select(server => server.QueryAsync<int>("SELECT @@global.read_only", Cancelled)));
        Assert.Equal([0, 1, 1], readOnly);
        Assert.Equal(2, await topology.Primary.QueryAsync<int>("SHOW STATUS LIKE 'rpl_semi_sync%clients'", Cancelled));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task The_manager_may_see_and_change_replication_but_no_rows(ServerFlavor flavor)
    {
        await using var topology = await StartAsync(flavor);
        await using var manager = await OpenAsManagerAsync(topology, topology.Servers[1]);
        await using var client = new MySqlConnection(ConnectionString(topology.Servers[1], topology.AppUser, topology.AppPassword));
        await client.OpenAsync(Cancelled);
        string[] statements = flavor == ServerFlavor.MariaDb
            ? [
                "SHOW ALL SLAVES STATUS", "SHOW MASTER STATUS", "SHOW BINARY LOGS", "SHOW SLAVE HOSTS", "STOP SLAVE",
                "CHANGE MASTER TO MASTER_CONNECT_RETRY=2", "START SLAVE", "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL rpl_semi_sync_master_enabled=ON",
                "SET GLOBAL rpl_semi_sync_slave_enabled=OFF", "SET GLOBAL read_only=OFF", "SET GLOBAL read_only=ON", $"KILL {client.ServerThread}",
            ]
            : [
                "SHOW REPLICA STATUS", "SHOW BINARY LOG STATUS", "SHOW BINARY LOGS", "SHOW REPLICAS", "STOP REPLICA",
                "SELECT * FROM performance_schema.replication_group_members", "CHANGE REPLICATION SOURCE TO SOURCE_CONNECT_RETRY=2", "START REPLICA",
                "STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL rpl_semi_sync_source_enabled=ON", "SET GLOBAL rpl_semi_sync_replica_enabled=OFF",
                "SET GLOBAL super_read_only=OFF", "SET GLOBAL read_only=OFF", "SET GLOBAL super_read_only=ON", $"KILL {client.ServerThread}",
            ];
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, manager);
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        await using var onPrimary = await OpenAsManagerAsync(topology, topology.Primary);
        await using var insert = new MySqlCommand($"INSERT INTO {topology.DemoSchema}.writes (id, token) VALUES (1, 'x')", onPrimary);
        var refused = await Assert.ThrowsAsync<MySqlException>(() => insert.ExecuteNonQueryAsync(Cancelled));
        Assert.Equal(MySqlErrorCode.TableAccessDenied, refused.ErrorCode);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_killed_primary_comes_back_on_its_port_read_only_unless_told_otherwise(ServerFlavor flavor)
    {
        await using var topology = await StartAsync(flavor);
        var (primary, port) = (topology.Primary, topology.Primary.Port);

        primary.Kill();
        Assert.False(primary.IsRunning);
        await Assert.ThrowsAsync<MySqlException>(() => OpenAsManagerAsync(topology, primary));

        await primary.RestartAsync(cancellationToken: Cancelled);
        Assert.Equal(port, await primary.QueryAsync<int>("SELECT @@port", Cancelled));
        Assert.Equal(1, await primary.QueryAsync<int>("SELECT @@global.read_only", Cancelled));

        await primary.RestartAsync(readOnly: false, Cancelled);
        Assert.Equal(0, await primary.QueryAsync<int>("SELECT @@global.read_only", Cancelled));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task The_writer_measures_a_hang_and_misses_only_rows_that_are_missing(ServerFlavor flavor)
    {
        await using var topology = await StartAsync(flavor);
        var hang = TimeSpan.FromMilliseconds(400);
        await using var writer = NewWriter(topology.Primary);
        await writer.WaitForAsync(write => write.Id >= 5, Cancelled);
        var hungAt = RunClock.Now;
        topology.Primary.Hang();
        await Task.Delay(hang, Cancelled);
        topology.Primary.Resume();
        await writer.WaitForAsync(write => write.SentAt > hungAt + hang, Cancelled);
        await writer.StopAsync();

        Assert.InRange(writer.Outage!.Duration, hang, TimeSpan.FromSeconds(5));
        Assert.True(writer.Outage.Before.AcknowledgedAt <= hungAt + TimeSpan.FromMilliseconds(20) && writer.Outage.After.AcknowledgedAt > hungAt + hang);
        Assert.Empty(await writer.VerifyNoneLostAsync(topology.Primary, Cancelled));
        await topology.Primary.ExecuteAsync($"DELETE FROM {topology.DemoSchema}.writes WHERE id = {writer.Acknowledged[2].Id}", Cancelled);
        Assert.Equal([writer.Acknowledged[2].Id], await writer.VerifyNoneLostAsync(topology.Primary, Cancelled));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task The_writer_records_an_acknowledgement_that_comes_after_it_has_gone_on(ServerFlavor flavor)
    {
        await using var topology = await StartAsync(flavor);
        await using var writer = NewWriter(topology.Primary);
        await writer.WaitForAsync(write => write.Id >= 5, Cancelled);
        topology.Primary.Hang();
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancelled);
        topology.Primary.Resume();

        var late = await writer.WaitForAsync(write => write.Late, Cancelled);

        Assert.InRange(late.AcknowledgedAt - late.SentAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        await writer.StopAsync();
        Assert.Empty(await writer.VerifyNoneLostAsync(topology.Primary, Cancelled));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task The_checker_sees_two_writable_servers_and_no_two_that_take_turns(ServerFlavor flavor)
    {
        await using var topology = await StartAsync(flavor);
        var (first, second) = (topology.Primary, topology.Servers[1]);
        await using var checker = new WritableChecker(topology.Servers);
        await UntilAsync(() => checker.Periods.Any(period => period.Duration > TimeSpan.FromMilliseconds(100)));
        await SetReadOnlyAsync(first, on: true);
        await SetReadOnlyAsync(second, on: false);
        await UntilAsync(() => checker.Periods.Any(period => period.Server == second && period.Duration > TimeSpan.FromMilliseconds(100)));
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);

        // Hung, the second cannot be seen; the first returns in the meantime.
        second.Hang();
        await SetReadOnlyAsync(first, on: false);
        await UntilAsync(() => checker.Periods.Skip(2).Any(period => period.Server == first && period.Duration > TimeSpan.FromMilliseconds(100)));
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);

        second.Resume();
        await UntilAsync(() => checker.MaxSimultaneouslyWritable == 2);
        await checker.StopAsync();
        // A slow answer splits a period of the same server in two.
        var turns = checker.Periods.Select(period => ((DatabaseServer)period.Server).ServerNumber).ToList();
        Assert.Equal([1, 2, 1, 2], turns.Where((server, i) => i == 0 || server != turns[i - 1]).Take(4));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Disposing_leaves_no_process_and_no_file_even_of_a_hung_server(ServerFlavor flavor)
    {
        var folder = Path.Combine(Path.GetTempPath(), "ham4db-test-" + Path.GetRandomFileName());
        await using var topology = await StartAsync(flavor, options => options with { Folder = folder });
        topology.Servers[1].Hang();
        await using var checker = new WritableChecker(topology.Servers);
        var pids = topology.Servers.Select(server => server.Pid).ToArray();
        Assert.All(pids, pid => Assert.True(IsAlive(pid)));

        await topology.DisposeAsync();

        Assert.All(pids, pid => Assert.False(IsAlive(pid)));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Servers_and_files_are_gone_after_their_process_is_killed()
    {
        var folder = Path.Combine(Path.GetTempPath(), "ham4db-test-" + Path.GetRandomFileName());
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"*.{nameof(Holds_a_topology_until_it_is_killed)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["HAM4DB_TEST_FOLDER"] = folder;
        using var holder = Process.Start(start)!;
        try
        {
            await UntilAsync(() => File.Exists(folder + ".pids"));
            var pids = (await File.ReadAllTextAsync(folder + ".pids", Cancelled)).Split(' ').Select(int.Parse).ToArray();
            Assert.Equal(3, pids.Count(IsAlive));

            holder.Kill();

            await UntilAsync(() => !pids.Any(IsAlive) && !Directory.Exists(folder));
        }
        finally
        {
            holder.Kill();
            File.Delete(folder + ".pids");
        }
    }

    [Fact(Explicit = true)]
    public async Task Holds_a_topology_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable("HAM4DB_TEST_FOLDER")!;
        await using var topology = await StartAsync(ServerFlavor.MariaDb, options => options with { Folder = folder });
        // Thread pool threads come and go; the servers must not mind.
        await File.WriteAllTextAsync(folder + ".part", string.Join(' ', topology.Servers.Select(server => server.Pid)), Cancelled);
        File.Move(folder + ".part", folder + ".pids");
        await Task.Delay(TimeSpan.FromMinutes(5), Cancelled);
        Assert.Fail("Nobody killed this process.");
    }

    [Fact]
    public async Task Cuts_of_the_network_part_exactly_those_that_they_name()
    {
        Assert.Null(await TopologyNetwork.WhyUnavailableAsync(Cancelled));
        await using var topology = await StartAsync(ServerFlavor.MariaDb, options => options with { UseNetworkNamespaces = true });
        var network = topology.Network!;

        await network.CutFromManagerAsync(0, Cancelled);
        var reached = await ReachableAsync(topology);
        Assert.Equal([false, true, true], reached);
        await topology.Primary.ExecuteAsync($"CREATE DATABASE after_cut", Cancelled);
        await UntilAsync(() => HasDatabaseAsync(topology.Servers[2], "after_cut"));
        await network.HealAsync(Cancelled);
        await UntilAsync(async () => (await ReachableAsync(topology)).All(one => one));

        await network.IsolateAsync(2, Cancelled);
        reached = await ReachableAsync(topology);
        Assert.Equal([true, true, false], reached);
        await topology.Primary.ExecuteAsync($"CREATE DATABASE while_isolated", Cancelled);
        await UntilAsync(() => HasDatabaseAsync(topology.Servers[1], "while_isolated"));
        Assert.False(await HasDatabaseAsync(topology.Servers[2], "while_isolated"));
        await network.HealAsync(Cancelled);
        await UntilAsync(() => HasDatabaseAsync(topology.Servers[2], "while_isolated"));
    }

    private static Task<Topology> StartAsync(ServerFlavor flavor, Func<TopologyOptions, TopologyOptions>? change = null)
    {
        var options = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes };
        return Topology.StartAsync(change?.Invoke(options) ?? options, Cancelled);
    }

    private static WriterProbe NewWriter(DatabaseServer server) => new(_ => ValueTask.FromResult((server.Host, server.Port)));

    private static string ConnectionString(DatabaseServer server, string user, string password) => new MySqlConnectionStringBuilder
    {
        Server = server.Host,
        Port = (uint)server.Port,
        UserID = user,
        Password = password,
        AllowPublicKeyRetrieval = true,
        Pooling = false,
        ConnectionTimeout = 1,
    }.ConnectionString;

    private static async Task<MySqlConnection> OpenAsManagerAsync(Topology topology, DatabaseServer server)
    {
        var connection = new MySqlConnection(ConnectionString(server, topology.ManagerUser, topology.ManagerPassword));
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private static Task<bool[]> ReachableAsync(Topology topology) => Task.WhenAll(topology.Servers.Select(async server =>
    {
        try
        {
            await using var connection = await OpenAsManagerAsync(topology, server);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }));

    private static async Task<bool> HasDatabaseAsync(DatabaseServer server, string name) =>
        await server.QueryAsync<int>($"SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name='{name}'", Cancelled) == 1;

    private static Task SetReadOnlyAsync(DatabaseServer server, bool on) => server.ExecuteAsync(
        (server.Flavor, on) switch
        {
            (ServerFlavor.MariaDb, _) => $"SET GLOBAL read_only={on}",
            (_, true) => "SET GLOBAL super_read_only=ON",
            (_, false) => "SET GLOBAL super_read_only=OFF; SET GLOBAL read_only=OFF",
        },
        Cancelled);

    private static bool IsAlive(int pid) => Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "Waited 20 s in vain.");
            await Task.Delay(10, Cancelled);
        }
    }
}
