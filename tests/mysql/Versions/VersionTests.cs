using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support.Versions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ham4Db.Engines.MySql.Tests.Versions;

/// <summary>Whole probes and whole series of changes against servers that answer as the manual of their version says, and understand no other words.</summary>
public sealed class VersionTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => [.. FakeVersions.All.Keys];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_probe_reads_the_whole_snapshot(string name)
    {
        var version = FakeVersions.All[name];
        await using var server = new VersionServer(version);
        using var engine = NewEngine();

        var outcome = await engine.ProbeAsync(server.Key, Bound, Token);

        Assert.True(outcome.Succeeded, outcome.Failure?.Message);
        var snapshot = outcome.Snapshot!;
        var isMariaDb = version.IsMariaDb;
        Assert.Equal((version.Version, version.Comment), (snapshot.Version, snapshot.VersionComment == "" ? "" : version.Comment));
        Assert.Equal(isMariaDb ? ServerFlavor.MariaDb : ServerFlavor.MySql, name.StartsWith("Percona", StringComparison.Ordinal) ? ServerFlavor.MySql : snapshot.Flavor);
        Assert.Equal(("db2.example", 2L, isMariaDb ? "" : FakeVersions.Uuid), (snapshot.ReportedHost, snapshot.ServerNumber, snapshot.ServerId));
        Assert.True(snapshot is { IsReadOnly: true, LogBin: true, LogReplicaUpdates: true, BinlogFormat: "ROW", BinlogRowImage: "FULL", UptimeSeconds: >= 86400 });
        Assert.Equal(name != "MySQL 5.6" && !isMariaDb, snapshot.IsSuperReadOnly);
        Assert.Equal(new BinlogCoordinates("binlog.000007", 4711), snapshot.BinlogPosition);
        Assert.Equal(isMariaDb ? "0-1-77" : $"{FakeVersions.Uuid}:1-3,{FakeVersions.SourceUuid}:1-77", snapshot.ExecutedGtidSet);
        Assert.Equal(isMariaDb ? "0-1-12" : $"{FakeVersions.SourceUuid}:1-10", snapshot.PurgedGtidSet);
        Assert.Equal([new InstanceKey(DatabaseEngine.MySql, "db3.example", 3307)], snapshot.Replicas);
        Assert.True(snapshot.SemiSync is { IsAvailable: true, SourceEnabled: false, ReplicaEnabled: true, ReplicaActive: true, TimeoutMilliseconds: 10000 });
        Assert.Equal(!isMariaDb, snapshot.ReplicationCredentialsAvailable);
        var channel = snapshot.Replication!;
        Assert.Equal(("db1.example:3310", isMariaDb ? "" : FakeVersions.SourceUuid, "repl"), (channel.Source.ToString(), channel.SourceServerId, channel.User));
        Assert.True(channel is { IsRunning: true, Channel: "", LagSeconds: 5, DelaySeconds: 30, HasFilters: true, UsesTls: true, UsesGtid: true });
        Assert.Equal((isMariaDb, !isMariaDb), (channel.UsesMariaDbGtid, channel.UsesOracleGtid));
        Assert.Equal((new BinlogCoordinates("bin.000042", 1200), new BinlogCoordinates("bin.000042", 1200), new BinlogCoordinates("relay.000002", 340)), (channel.Read, channel.Executed, channel.RelayLog));
        Assert.Equal(isMariaDb ? "0-1-77" : $"{FakeVersions.SourceUuid}:11-77", channel.RetrievedGtidSet);
        Assert.Contains(version.Status.Statement, server.Statements);
        Assert.Contains(version.Binlog.Statement, server.Statements);
        Assert.Contains(version.Replicas.Statement, server.Statements);
        Assert.Empty(server.Changes);
    }

    [Theory]
    [InlineData("MySQL 5.6", "SLAVE", "CHANGE MASTER TO", "MASTER", "", "read_only", "master", "slave", "")]
    [InlineData("MySQL 5.7", "SLAVE", "CHANGE MASTER TO", "MASTER", " FOR CHANNEL ''", "super_read_only", "master", "slave", "")]
    [InlineData("Percona Server 5.7", "SLAVE", "CHANGE MASTER TO", "MASTER", " FOR CHANNEL ''", "super_read_only", "master", "slave", "")]
    [InlineData("MySQL 8.0.21", "SLAVE", "CHANGE MASTER TO", "MASTER", " FOR CHANNEL ''", "super_read_only", "master", "slave", ", GET_MASTER_PUBLIC_KEY = 1")]
    [InlineData("MySQL 8.0.22", "REPLICA", "CHANGE MASTER TO", "MASTER", " FOR CHANNEL ''", "super_read_only", "master", "slave", ", GET_MASTER_PUBLIC_KEY = 1")]
    [InlineData("MySQL 8.0.23", "REPLICA", "CHANGE REPLICATION SOURCE TO", "SOURCE", " FOR CHANNEL ''", "super_read_only", "master", "slave", ", GET_SOURCE_PUBLIC_KEY = 1")]
    [InlineData("MySQL 8.0.43", "REPLICA", "CHANGE REPLICATION SOURCE TO", "SOURCE", " FOR CHANNEL ''", "super_read_only", "source", "replica", ", GET_SOURCE_PUBLIC_KEY = 1")]
    [InlineData("Percona Server 8.0", "REPLICA", "CHANGE REPLICATION SOURCE TO", "SOURCE", " FOR CHANNEL ''", "super_read_only", "source", "replica", ", GET_SOURCE_PUBLIC_KEY = 1")]
    [InlineData("MySQL 8.4", "REPLICA", "CHANGE REPLICATION SOURCE TO", "SOURCE", " FOR CHANNEL ''", "super_read_only", "source", "replica", ", GET_SOURCE_PUBLIC_KEY = 1")]
    [InlineData("MySQL 9.4", "REPLICA", "CHANGE REPLICATION SOURCE TO", "SOURCE", " FOR CHANNEL ''", "super_read_only", "source", "replica", ", GET_SOURCE_PUBLIC_KEY = 1")]
    public async Task Changes_are_sent_in_the_words_of_an_Oracle_version(
        string name, string replica, string change, string source, string channel, string readOnly, string semiSyncSource, string semiSyncReplica, string publicKey)
    {
        await using var server = new VersionServer(FakeVersions.All[name]);
        await ChangeEverythingAsync(server);

        Assert.Equal(
            [
                $"STOP {replica} IO_THREAD{channel}",
                $"STOP {replica}{channel}",
                $"{change} {source}_HOST = 'db9.example', {source}_PORT = 3399, {source}_USER = 'r', {source}_PASSWORD = 'it''s', {source}_SSL = 0, {source}_AUTO_POSITION = 1{publicKey}{channel}",
                $"START {replica}{channel}",
                $"STOP {replica} IO_THREAD{channel}",
                $"START {replica} IO_THREAD{channel}",
                $"STOP {replica}{channel}",
                $"{change} {source}_HOST = 'db8.example', {source}_PORT = 3306, {source}_SSL = 1, {source}_AUTO_POSITION = 1{channel}",
                $"STOP {replica}{channel}",
                $"RESET {replica} ALL{channel}",
                $"SET GLOBAL rpl_semi_sync_{semiSyncReplica}_enabled = OFF",
                $"SET GLOBAL rpl_semi_sync_{semiSyncSource}_enabled = ON",
                "SET GLOBAL read_only = OFF",
                $"SET GLOBAL {readOnly} = ON",
                $"{change} {source}_HOST = 'db7.example', {source}_PORT = 3306, {source}_USER = 'r', {source}_PASSWORD = 'p', {source}_AUTO_POSITION = 1, {source}_CONNECT_RETRY = 1, {source}_RETRY_COUNT = 86400{publicKey}{channel}",
            ],
            server.Changes);
        var waits = FakeVersions.All[name].WaitFunctions;
        Assert.Contains(server.Statements, statement => statement.Contains(waits[1] + "(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MariaDB 10.2")]
    [InlineData("MariaDB 10.3")]
    [InlineData("MariaDB 10.4")]
    [InlineData("MariaDB 10.5")]
    [InlineData("MariaDB 10.6")]
    [InlineData("MariaDB 10.11")]
    [InlineData("MariaDB 11.4")]
    [InlineData("MariaDB 11.8")]
    [InlineData("MariaDB 12.1")]
    public async Task Changes_are_sent_in_the_words_of_a_MariaDB_version(string name)
    {
        await using var server = new VersionServer(FakeVersions.All[name]);
        await ChangeEverythingAsync(server);

        const string Quick = "SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = 1";
        const string Back = "SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = 5";
        Assert.Equal(
            [
                Quick, "STOP SLAVE IO_THREAD", Back,
                Quick, "STOP SLAVE", Back,
                "CHANGE MASTER TO MASTER_HOST = 'db9.example', MASTER_PORT = 3399, MASTER_USER = 'r', MASTER_PASSWORD = 'it''s', MASTER_SSL = 0, MASTER_USE_GTID = slave_pos",
                "START SLAVE",
                Quick, "STOP SLAVE IO_THREAD", Back,
                "START SLAVE IO_THREAD",
                Quick, "STOP SLAVE", Back,
                "CHANGE MASTER TO MASTER_HOST = 'db8.example', MASTER_PORT = 3306, MASTER_SSL = 1, MASTER_USE_GTID = slave_pos",
                Quick, "STOP SLAVE", Back,
                "RESET SLAVE ALL",
                "SET GLOBAL rpl_semi_sync_slave_enabled = OFF",
                "SET GLOBAL rpl_semi_sync_master_enabled = ON",
                "SET GLOBAL read_only = OFF",
                "SET GLOBAL read_only = ON",
                "CHANGE MASTER TO MASTER_HOST = 'db7.example', MASTER_PORT = 3306, MASTER_USER = 'r', MASTER_PASSWORD = 'p', MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1",
            ],
            server.Changes);
        Assert.Contains(server.Statements, statement => statement.StartsWith("SELECT IF(MASTER_GTID_WAIT('0-1-77', ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Liveness_asks_and_fences_in_the_words_of_a_version(string name)
    {
        await using var server = new VersionServer(FakeVersions.All[name]);
        using var engine = NewEngine();

        var answer = await engine.PingAsync(server.Key, Bound, Token);
        Assert.True(answer is { IsAlive: true, IsWritable: false, Failure: null }, answer.Failure?.Message);
        Assert.True(await engine.TryFenceAsync(server.Key, Bound, Token));

        Assert.Contains(FakeVersions.All[name].Variables.ContainsKey("super_read_only") ? "SET GLOBAL super_read_only = ON" : "SET GLOBAL read_only = ON", server.Changes);
    }

    [Fact]
    public async Task Replicas_are_told_the_registered_name_of_a_source_and_one_that_leads_elsewhere_is_refused()
    {
        await using var server = new VersionServer(FakeVersions.All["MySQL 8.4"]);
        var options = new MySqlEngineOptions { User = "u", Password = "p", ReplicationAddress = (source, _) => ValueTask.FromResult(source with { Host = "vip" }) };
        using var engine = new MySqlEngine(options, TimeProvider.System, NullLogger<MySqlEngine>.Instance);
        await using (var session = await engine.OpenSessionAsync(server.Key, Bound, Token))
            await session.RepointAsync(new InstanceKey(DatabaseEngine.MySql, "db9.example", 3399), new RepointOptions(), Token);
        Assert.StartsWith("CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'vip', SOURCE_PORT = 3399", server.Changes[^1]);

        using var careful = new MySqlEngine(options with { ReplicationAddress = (_, _) => throw new InstanceOperationException("elsewhere") }, TimeProvider.System, NullLogger<MySqlEngine>.Instance);
        var before = server.Changes.Count;
        await using var refused = await careful.OpenSessionAsync(server.Key, Bound, Token);
        await Assert.ThrowsAsync<InstanceOperationException>(() => refused.RepointAsync(server.Key, new RepointOptions(), Token));
        Assert.Equal(before, server.Changes.Count);
    }

    [Theory]
    [InlineData(new[] { "user", "password" }, false)]
    [InlineData(new[] { "user", "password", "", "", "" }, false)]
    [InlineData(new[] { "user", "password", "/ca.pem", "/cert.pem", "/key.pem" }, true)]
    public async Task A_query_for_replication_credentials_may_tell_files_of_TLS_too(string[] answer, bool hasTls)
    {
        const string Query = "SELECT * FROM meta.replication";
        await using var server = new VersionServer(FakeVersions.All["MySQL 8.4"])
        {
            Override = statement => statement == Query ? new FakeAnswer([.. answer.Select((_, i) => $"c{i}")], [answer]) : null,
        };
        var options = new MySqlEngineOptions { User = "u", Password = "p", ReplicationCredentialsQuery = Query };
        using var engine = new MySqlEngine(options, TimeProvider.System, NullLogger<MySqlEngine>.Instance);
        await using var session = await engine.OpenSessionAsync(server.Key, Bound, Token);

        var credentials = await session.ReadReplicationCredentialsAsync(Token);

        var tls = hasTls ? new ReplicationTls { CaFile = "/ca.pem", CertificateFile = "/cert.pem", KeyFile = "/key.pem" } : null;
        Assert.Equal(new ReplicationCredentials("user", "password", tls), credentials);
        await session.ResetReplicationAsync(Token);
        await session.RepointAsync(new InstanceKey(DatabaseEngine.MySql, "db9", 3306), new RepointOptions(credentials, Tls: credentials!.Tls), Token);
        Assert.Equal(hasTls, server.Changes[^1].Contains(", SOURCE_SSL = 1, SOURCE_SSL_CA = '/ca.pem', SOURCE_SSL_CERT = '/cert.pem', SOURCE_SSL_KEY = '/key.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_scripted_servers_do_not_understand_other_words()
    {
        await using var server = new VersionServer(FakeVersions.All["MySQL 8.4"]);
        await using var connection = new MySqlConnector.MySqlConnection($"Server=127.0.0.1;Port={server.Key.Port};User ID=u;Password=p;Pooling=false");
        await connection.OpenAsync(Token);
        foreach (var statement in (string[])["SHOW SLAVE STATUS", "SHOW MASTER STATUS", "STOP SLAVE", "CHANGE MASTER TO MASTER_HOST = 'a'", "SELECT @@global.no_such_variable"])
        {
            await using var command = new MySqlConnector.MySqlCommand(statement, connection);
            var refused = await Assert.ThrowsAsync<MySqlConnector.MySqlException>(() => command.ExecuteNonQueryAsync(Token));
            Assert.True(refused.Number is 1064 or 1193, refused.Message);
        }
    }

    private static async Task ChangeEverythingAsync(VersionServer server)
    {
        using var engine = NewEngine();
        await using var session = await engine.OpenSessionAsync(server.Key, Bound, Token);
        var first = new InstanceKey(DatabaseEngine.MySql, "db9.example", 3399);
        Assert.True(await session.TryLockAsync("lock", TimeSpan.FromSeconds(1), Token));
        await session.StopReceiverAsync(Token);
        Assert.True(await session.WaitForRelayLogAppliedAsync(TimeSpan.FromSeconds(5), Token));
        await session.RepointAsync(first, new RepointOptions(new ReplicationCredentials("r", "it's"), UseTls: false), Token);
        await session.StartReplicationAsync(Token);
        await session.ReconnectReceiverAsync(Token);
        Assert.Equal(first, (await session.ProbeAsync(Token)).Replication!.Source);
        await session.RepointAsync(first with { Host = "db8.example", Port = 3306 }, new RepointOptions(UseTls: true), Token);
        await session.ResetReplicationAsync(Token);
        await session.ResetReplicationAsync(Token);
        Assert.Null((await session.ProbeAsync(Token)).Replication);
        await session.SetSemiSyncReplicaAsync(enabled: false, Token);
        await session.SetSemiSyncSourceAsync(enabled: true, Token);
        await session.SetReadOnlyAsync(readOnly: false, Token);
        await session.SetReadOnlyAsync(readOnly: true, Token);
        Assert.Equal(0, await session.KillClientConnectionsAsync(Token));
        await session.RepointAsync(first with { Host = "db7.example", Port = 3306 }, new RepointOptions(new ReplicationCredentials("r", "p")), Token);
    }

    private static MySqlEngine NewEngine() => new(new MySqlEngineOptions { User = "u", Password = "p" }, TimeProvider.System, NullLogger<MySqlEngine>.Instance);
}
