using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Tests.Support.Versions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ham4Db.Engines.MySql.Tests.Versions;

/// <summary>What cannot be had here as a real server: MaxScale's binary log router, members of a Galera cluster and of a replication group.</summary>
public sealed class OtherServersTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("5.5.5-10.2.12 2.4.1-maxscale", false)]
    [InlineData("10.2.12-MariaDB-log", true)]
    [InlineData("5.7.44-log", true)]
    public async Task A_binary_log_server_is_recognised_and_shown(string version, bool mustBeAsked)
    {
        await using var server = Router(version);
        using var engine = NewEngine(mustBeAsked);

        var snapshot = await ProbeAsync(engine, server);
        var answer = await engine.PingAsync(server.Key, Bound, Token);

        Assert.True(snapshot is { IsBinlogServer: true, IsReadOnly: true, LogBin: true, LogReplicaUpdates: true, IsReplica: true, IsMultiSource: false });
        Assert.Equal(("2.4.1-maxscale", 77L, "a-uuid", 3600L), (snapshot.Version, snapshot.ServerNumber, snapshot.ServerId, snapshot.UptimeSeconds));
        Assert.Equal(("db1.example:3310", new BinlogCoordinates("bin.000042", 1200)), (snapshot.Replication!.Source.ToString(), snapshot.Replication.Executed));
        Assert.Equal(new BinlogCoordinates("bin.000042", 1200), snapshot.BinlogPosition);
        Assert.Equal([new InstanceKey(DatabaseEngine.MySql, "db3.example", 3307)], snapshot.Replicas);
        Assert.True(answer is { IsAlive: true, IsWritable: false, Failure: null }, answer.Failure?.Message);
        Assert.DoesNotContain(server.Statements, statement => statement.Contains(';'));
    }

    [Fact]
    public async Task A_binary_log_server_is_pointed_elsewhere_in_the_few_words_that_it_knows()
    {
        await using var server = Router("5.5.5-10.2.12 2.4.1-maxscale");
        using var engine = NewEngine();

        await using var session = await engine.OpenSessionAsync(server.Key, Bound, Token);
        Assert.True(await session.TryLockAsync("ham4db:c", Bound, Token));
        await session.StopReplicationAsync(Token);
        await session.RepointAsync(new(DatabaseEngine.MySql, "bls-2.example", 5308), new() { Position = new("bin.000042", 1200) }, Token);
        await session.StartReplicationAsync(Token);

        Assert.Equal(
            ["STOP SLAVE", "STOP SLAVE", "CHANGE MASTER TO MASTER_HOST = 'bls-2.example', MASTER_PORT = 5308, MASTER_LOG_FILE = 'bin.000042', MASTER_LOG_POS = 1200", "START SLAVE"],
            server.Statements.Where(s => !s.StartsWith("SHOW ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_member_of_a_Galera_cluster_shows_the_states_of_the_cluster()
    {
        var version = FakeVersions.All["MariaDB 10.6"];
        await using var server = new VersionServer(version with
        {
            Variables = new Dictionary<string, string>(version.Variables)
            {
                ["wsrep_on"] = "ON",
                ["wsrep_cluster_name"] = "shop",
                ["wsrep_local_state_comment"] = "Donor/Desynced",
                ["wsrep_incoming_addresses"] = "10.0.0.2:3306, 10.0.0.3:3307,AUTO",
                ["wsrep_cluster_state_uuid"] = "cb4",
            },
        });
        using var engine = NewEngine();

        var snapshot = await ProbeAsync(engine, server);

        Assert.Equal(("shop", "Donor/Desynced", ""), (snapshot.GroupName, snapshot.GroupMemberState, snapshot.GroupMemberRole));
        Assert.Equal(["10.0.0.2:3306", "10.0.0.3:3307", "AUTO:3306"], snapshot.GroupMembers.Select(key => key.ToString()));
    }

    [Theory]
    [InlineData("MySQL 8.0.21")]
    [InlineData("MySQL 8.0.43")]
    [InlineData("Percona Server 8.0")]
    [InlineData("MySQL 8.4")]
    [InlineData("MySQL 9.4")]
    public async Task A_member_of_a_replication_group_shows_the_states_of_the_group(string name)
    {
        var version = FakeVersions.All[name];
        await using var server = new VersionServer(version with
        {
            Variables = new Dictionary<string, string>(version.Variables) { ["group_replication_group_name"] = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa" },
        })
        {
            Override = statement => statement.Contains("replication_group_members", StringComparison.Ordinal)
                ? new FakeAnswer(
                    ["MEMBER_ID", "MEMBER_HOST", "MEMBER_PORT", "MEMBER_STATE", "MEMBER_ROLE"],
                    [["other", "db1.example", "3306", "ONLINE", "PRIMARY"], [FakeVersions.Uuid, "db2.example", "3306", "RECOVERING", "SECONDARY"]])
                : null,
        };
        using var engine = NewEngine();

        var snapshot = await ProbeAsync(engine, server);

        Assert.Equal(("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "RECOVERING", "SECONDARY"), (snapshot.GroupName, snapshot.GroupMemberState, snapshot.GroupMemberRole));
        Assert.Equal(["db1.example:3306", "db2.example:3306"], snapshot.GroupMembers.Select(key => key.ToString()));
    }

    private static VersionServer Router(string version) => new(FakeVersions.All["MariaDB 10.2"] with { Version = version })
    {
        Override = statement => statement switch
        {
            "SHOW VARIABLES LIKE 'maxscale%'" => new(["Variable_name", "Value"], [["MAXSCALE_VERSION", "2.4.1"]]),
            "SHOW VARIABLES LIKE 'SERVER_ID'" => new(["Variable_name", "Value"], [["SERVER_ID", "77"]]),
            "SHOW VARIABLES LIKE 'SERVER_UUID'" => new(["Variable_name", "Value"], [["SERVER_UUID", "a-uuid"]]),
            "SHOW STATUS LIKE 'Uptime'" => new(["Variable_name", "Value"], [["Uptime", "3600"]]),
            "SHOW SLAVE STATUS" => new(
                ["Master_Host", "Master_Port", "Slave_IO_Running", "Slave_SQL_Running", "Relay_Master_Log_File", "Exec_Master_Log_Pos"],
                [["db1.example", "3310", "Yes", "Yes", "bin.000042", "1200"]]),
            "SHOW MASTER STATUS" => new(["File", "Position"], [["bin.000042", "1200"]]),
            "SHOW SLAVE HOSTS" => new(ServerColumns.MariaDbSlaveHosts, [["3", "db3.example", "3307", "77"]]),
            "SELECT UNIX_TIMESTAMP()" => FakeAnswer.Cell("1700000000"),
            "STOP SLAVE" or "START SLAVE" => FakeAnswer.Done,
            _ when statement.StartsWith("CHANGE MASTER TO ", StringComparison.Ordinal) => FakeAnswer.Done,
            _ => FakeAnswer.Error(1064, "Unsupported SQL"),
        },
    };

    private static async Task<InstanceSnapshot> ProbeAsync(MySqlEngine engine, VersionServer server)
    {
        var outcome = await engine.ProbeAsync(server.Key, Bound, Token);
        Assert.True(outcome.Succeeded, outcome.Failure?.Message);
        return outcome.Snapshot!;
    }

    private static MySqlEngine NewEngine(bool detect = false) =>
        new(new MySqlEngineOptions { User = "u", Password = "p", DetectBinlogServers = detect }, TimeProvider.System, NullLogger<MySqlEngine>.Instance);
}
