using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Probing;

public sealed class ProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_snapshot_has_everything(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 3);
        await lab.WriteAsync(lab.Primary);
        var isMariaDb = flavor == Flavor.MariaDb;

        await Lab.EventuallyAsync("the replica applied the row", async () => await lab.ProbeAsync(lab.Replica) is { Replication: { } channel } && channel.Executed == (await lab.ProbeAsync(lab.Primary)).BinlogPosition);
        var primary = await lab.ProbeAsync(lab.Primary);
        var replica = await lab.ProbeAsync(lab.Replica);

        Assert.Equal(Lab.Key(lab.Primary), primary.Key);
        Assert.Equal((1L, 2L), (primary.ServerNumber, replica.ServerNumber));
        Assert.NotEqual("", primary.ServerId);
        Assert.NotEqual(primary.ServerId, replica.ServerId);
        Assert.Equal(isMariaDb ? ServerFlavor.MariaDb : ServerFlavor.MySql, primary.Flavor);
        Assert.Equal(lab.Primary.Version.Major, int.Parse(primary.Version.Split('.')[0]));
        Assert.Equal(Environment.MachineName, primary.ReportedHost);
        Assert.Equal((false, false, true, !isMariaDb), (primary.IsReadOnly, primary.IsSuperReadOnly, replica.IsReadOnly, replica.IsSuperReadOnly));
        Assert.True(primary is { LogBin: true, LogReplicaUpdates: true, BinlogFormat: "ROW", BinlogRowImage: "FULL", UptimeSeconds: >= 0 and < 600 });
        Assert.StartsWith("binlog.", primary.BinlogPosition.File);
        Assert.True(primary.BinlogPosition.Position > 4);
        Assert.Equal(isMariaDb ? GtidKind.MariaDb : GtidKind.Oracle, primary.GtidKind);
        Assert.Equal(isMariaDb ? "" : "ON", primary.GtidMode);
        Assert.NotEqual("", primary.ExecutedGtidSet);
        Assert.Equal(primary.ExecutedGtidSet, replica.ExecutedGtidSet);
        Assert.Equal([Lab.Key(lab.Replica), Lab.Key(lab.OtherReplica)], primary.Replicas.OrderBy(key => key == Lab.Key(lab.Replica) ? 0 : 1));
        Assert.Null(primary.Replication);
        Assert.Null(primary.LagSeconds);
        Assert.True(primary.SemiSync is { IsAvailable: true, SourceEnabled: true, SourceActive: true, ConnectedReplicas: 2, WaitForReplicaCount: 1, TimeoutMilliseconds: 3_600_000, IsLossless: true });
        Assert.True(replica.SemiSync is { ReplicaEnabled: true, ReplicaActive: true, SourceEnabled: false });
        var status = replica.Replication!;
        Assert.Equal(Lab.Key(lab.Primary), status.Source);
        Assert.Equal(isMariaDb ? "" : primary.ServerId, status.SourceServerId);
        Assert.True(status is { IsRunning: true, UsesGtid: true, Channel: "", HasFilters: false, DelaySeconds: 0, LagSeconds: 0, ReceiverErrorNumber: 0, ApplierErrorNumber: 0 });
        Assert.Equal((lab.Topology.ReplicationUser, isMariaDb ? "Slave_Pos" : "", !isMariaDb), (status.User, status.UsingGtid, status.UsesTls));
        Assert.Equal((primary.BinlogPosition, primary.BinlogPosition), (status.Read, status.Executed));
        Assert.StartsWith("relay", status.RelayLog.File);
        Assert.EndsWith(isMariaDb ? primary.ExecutedGtidSet : "-" + primary.ExecutedGtidSet.Split('-')[^1], status.RetrievedGtidSet);
        Assert.True(replica.IsReplica);
        Assert.True(replica.ProbeDuration > TimeSpan.Zero && replica.ProbeDuration < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_probe_takes_at_most_two_round_trips_and_keeps_its_connection(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var proxy = new CountingProxy(lab.Replica.Port);
        var key = Lab.Key(lab.Replica) with { Port = proxy.Port };
        using var plain = lab.NewEngine(lab.Options);
        using var rich = lab.NewEngine(lab.Options with
        {
            ReplicationLagQuery = "SELECT 3",
            DetectClusterAliasQuery = "SELECT 'shop';",
            DetectPromotionRuleQuery = "SELECT 'prefer_not'",
            DetectDataCenterQuery = "SELECT dc FROM nowhere.at_all",
            DetectRegionQuery = "SELECT 'north'",
            DetectSemiSyncEnforcedQuery = "SELECT also FROM nowhere.at_all",
            DiscoverByShowSlaveHosts = false,
        });

        await plain.ProbeAsync(key, Lab.Second * 5, Token);
        proxy.Reset();
        Assert.True((await plain.ProbeAsync(key, Lab.Second, Token)).Succeeded);
        Assert.Equal((0, 1), (proxy.Connections, proxy.RoundTrips));

        await rich.ProbeAsync(key, Lab.Second * 5, Token);
        for (var i = 0; i < 3; i++)
        {
            proxy.Reset();
            var snapshot = (await rich.ProbeAsync(key, Lab.Second, Token)).Snapshot!;
            Assert.Equal((0, 2), (proxy.Connections, proxy.RoundTrips));
            Assert.Equal(("shop", "north", "", PromotionRule.PreferNot, 3L), (snapshot.ClusterAlias, snapshot.Region, snapshot.DataCenter, snapshot.DetectedPromotionRule, snapshot.LagSeconds));
        }

        Assert.Equal(2, lab.Logger.Lines.Count(line => line.StartsWith("4001 ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task The_first_probe_of_a_connection_takes_one_round_trip_more(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var proxy = new CountingProxy(lab.Replica.Port);
        await using var session = await lab.Engine.OpenSessionAsync(Lab.Key(lab.Replica) with { Port = proxy.Port }, Lab.Second * 5, Token);

        proxy.Reset();
        var snapshot = await session.ProbeAsync(Token);

        Assert.True(snapshot.IsReplica);
        Assert.True(proxy.RoundTrips is >= 1 and <= 3, $"{proxy.RoundTrips} round trips");
    }

    [Fact]
    public async Task Queries_and_patterns_fill_the_snapshot_and_a_query_is_stronger()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, configure: options => options with
        {
            HostNameMethod = HostNameMethod.ReportHost,
            DataCenterPattern = "^([0-9]+)[.]",
            RegionPattern = "[.]([0-9]+)$",
            PhysicalEnvironmentPattern = "nothing (like) it",
            DetectRegionQuery = "SELECT 'south'",
            DetectInstanceAliasQuery = "SELECT 5, 'ignored' UNION SELECT 6, 'ignored'",
            DetectClusterDomainQuery = "SELECT 'shop.example'",
            DetectSemiSyncEnforcedQuery = "SELECT 7.0",
            DetectPromotionRuleQuery = "SELECT 'whatever'",
            ReplicationLagQuery = "SELECT -2",
            ReplicationCredentialsQuery = "SELECT 'u', 'p'",
        });

        var snapshot = await lab.ProbeAsync(lab.Replica);

        Assert.Equal(("127.0.0.1", "127", "south", ""), (snapshot.ReportedHost, snapshot.DataCenter, snapshot.Region, snapshot.Environment));
        Assert.Equal(("5", "shop.example", 7, null, 0L, true), (snapshot.InstanceAlias, snapshot.ClusterDomain, snapshot.SemiSync.Priority, snapshot.DetectedPromotionRule, snapshot.LagSeconds, snapshot.ReplicationCredentialsAvailable));
    }

    [Fact]
    public async Task A_slow_query_costs_its_answer_and_not_the_probe()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, configure: options => options with { DetectClusterAliasQuery = "SELECT IF(SLEEP(5), '', 'late')" });

        var outcome = await lab.Engine.ProbeAsync(Lab.Key(lab.Replica), Lab.Second, Token);

        Assert.True(outcome.Succeeded, outcome.Failure?.Message);
        Assert.Equal("", outcome.Snapshot!.ClusterAlias);
        Assert.Contains(lab.Logger.Lines, line => line.StartsWith("4002 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Replicas_are_found_by_the_process_list_when_asked_so(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, configure: options => options with { DiscoverByShowSlaveHosts = false });
        Assert.Equal([Lab.Key(lab.Primary)], (await lab.ProbeAsync(lab.Primary)).Replicas);
    }

    [Theory]
    [InlineData(Flavor.MariaDb, "CHANGE MASTER 'side' TO MASTER_HOST='db9', MASTER_PORT=3399, MASTER_USER='u', MASTER_PASSWORD='p'")]
    [InlineData(Flavor.MySql, "CHANGE REPLICATION SOURCE TO SOURCE_HOST='db9', SOURCE_PORT=3399, SOURCE_USER='u', SOURCE_PASSWORD='p' FOR CHANNEL 'side'")]
    public async Task A_second_source_is_shown_and_never_touched(Flavor flavor, string change)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await lab.Replica.ExecuteAsync(change, Token);

        await using (var session = await lab.SessionAsync(lab.Replica))
        {
            await session.StopReplicationAsync(Token);
            await session.StartReplicationAsync(Token);
            foreach (var forbidden in (Func<Task>[])[() => session.ResetReplicationAsync(Token), () => session.RepointAsync(Lab.Key(lab.Primary), new RepointOptions(), Token)])
                Assert.Contains("'side' from db9:3399", (await Assert.ThrowsAsync<InstanceOperationException>(forbidden)).Message);
        }

        var snapshot = await lab.ProbeAsync(lab.Replica);
        Assert.True(snapshot is { IsMultiSource: true, Replication.IsRunning: true });
        var side = Assert.Single(snapshot.OtherChannels);
        Assert.Equal(("side", "db9:3399", "u"), (side.Channel, side.Source.ToString(), side.User));
    }

    [Theory]
    [InlineData(Flavor.MariaDb, "STOP SLAVE; CHANGE MASTER TO MASTER_DELAY=30; SET GLOBAL replicate_do_db='shop'; START SLAVE")]
    [InlineData(Flavor.MySql, "STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_DELAY=30; CHANGE REPLICATION FILTER REPLICATE_DO_DB=(shop); START REPLICA")]
    public async Task A_delay_and_filters_are_seen(Flavor flavor, string change)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        Assert.True(await lab.ProbeAsync(lab.Replica) is { Replication: { HasFilters: false, DelaySeconds: 0 } });
        await lab.Replica.ExecuteAsync(change, Token);
        Assert.True(await lab.ProbeAsync(lab.Replica) is { Replication: { HasFilters: true, DelaySeconds: 30 } });
    }

    [Fact]
    public async Task A_plugin_that_goes_between_two_probes_does_not_fail_the_second()
    {
        await using var lab = await Lab.StartAsync(Flavor.MySql, semiSync: false);
        Assert.True((await lab.ProbeAsync(lab.Primary)).SemiSync.IsAvailable);

        await lab.Primary.ExecuteAsync("UNINSTALL PLUGIN rpl_semi_sync_replica", Token);

        Assert.False((await lab.ProbeAsync(lab.Primary)).SemiSync.IsAvailable);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Semi_sync_switched_on_between_two_probes_is_seen_with_its_state(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        Assert.False((await lab.ProbeAsync(lab.Primary)).SemiSync.SourceEnabled);

        await using var session = await lab.SessionAsync(lab.Primary);
        await session.SetSemiSyncSourceAsync(true, Token);

        Assert.True((await lab.ProbeAsync(lab.Primary)).SemiSync is { SourceEnabled: true, SourceActive: true, ConnectedReplicas: 0 });
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task What_the_binary_logs_no_longer_hold_is_told(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        var before = await lab.ProbeAsync(lab.Primary);
        await lab.Primary.ExecuteAsync("FLUSH BINARY LOGS", Token);
        // A file stays for as long as a replica reads it.
        await Lab.EventuallyAsync("the old logs are gone", async () =>
        {
            var current = (await lab.Primary.QueryRowsAsync("SHOW BINARY LOGS", Token))[^1]["Log_name"];
            await lab.Primary.ExecuteAsync($"PURGE BINARY LOGS TO '{current}'", Token);
            return (await lab.Primary.QueryRowsAsync("SHOW BINARY LOGS", Token)).Count == 1;
        });
        await lab.WriteAsync(lab.Primary);

        await using var session = await lab.SessionAsync(lab.Primary);
        var after = await session.ProbeAsync(Token);

        Assert.Equal("", before.PurgedGtidSet);
        Assert.Equal(before.ExecutedGtidSet, after.PurgedGtidSet);
        Assert.NotEqual(after.ExecutedGtidSet, after.PurgedGtidSet);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Two_probes_at_once_both_succeed(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lab.Engine.ProbeAsync(Lab.Key(lab.Primary), Lab.Second * 5, Token)));
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Failure?.Message));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_kept_connection_that_the_server_ended_is_replaced(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        var key = Lab.Key(lab.Primary);
        for (var round = 0; round < 2; round++)
        {
            Assert.True((await lab.Engine.ProbeAsync(key, Lab.Second * 2, Token)).Succeeded);
            Assert.True((await lab.Engine.PingAsync(key, Lab.Second * 2, Token)).IsAlive);
            foreach (var row in await lab.Primary.QueryRowsAsync($"SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '{lab.Topology.ManagerUser}'", Token))
                await lab.Primary.ExecuteAsync($"KILL {row["ID"]}", Token);
        }

        Assert.True((await lab.Engine.ProbeAsync(key, Lab.Second * 2, Token)).Succeeded);
        Assert.True((await lab.Engine.PingAsync(key, Lab.Second * 2, Token)).IsAlive);
    }
}
