using System.Data;
using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Probing;

namespace Ham4Db.Engines.MySql.Tests.Probing;

/// <summary>Answers that the servers at hand do not give.</summary>
public sealed class ReadersTests
{
    [Fact]
    public async Task Channels_of_a_replication_group_are_left_out_and_detached_sources_keep_their_mark()
    {
        var table = await TableAsync(
            ["Channel_Name", "Source_Host", "Source_Port", "Replica_IO_Running", "Replica_SQL_Running", "Seconds_Behind_Source", "Auto_Position", "Retrieved_Gtid_Set", "Replicate_Do_DB", "Source_SSL_Allowed"],
            ["group_replication_applier", "<NULL>", "0", "No", "Yes", null, "1", "", "", "No"],
            ["", "//db1", "3306", "Connecting", "Yes", null, "1", "a:1,\nb:2", "", "Yes"],
            ["reports", "db9", "70000", "Yes", "No", "7", "0", "", "shop", "No"]);

        var channels = ChannelReader.Read(table);

        Assert.Equal(["", "reports"], channels.Select(channel => channel.Channel));
        Assert.True(channels[0] is { IsDetached: true, Receiver: ReplicationThreadState.Other, Applier: ReplicationThreadState.Running, LagSeconds: null, UsesOracleGtid: true, UsesTls: true, HasFilters: false });
        Assert.Equal("a:1,b:2", channels[0].RetrievedGtidSet);
        Assert.True(channels[1] is { LagSeconds: 7, HasFilters: true, UsesGtid: false, Applier: ReplicationThreadState.Stopped });
        Assert.Equal(65535, channels[1].Source.Port);
    }

    [Fact]
    public async Task Replicas_without_an_address_make_the_list_incomplete()
    {
        var table = await TableAsync(["Server_Id", "Host", "Port"], ["2", "db2", "3306"], ["3", "", "3306"], ["2", "db2", "3306"]);

        var replicas = ReplicaList.FromRegistrations(table, out var isComplete);

        Assert.Equal("db2:3306", Assert.Single(replicas).ToString());
        Assert.False(isComplete);
    }

    [Fact]
    public async Task Hosts_of_dump_connections_are_read_with_and_without_ports()
    {
        var table = await TableAsync(["HOST"], ["10.0.0.5:51234"], ["db7"], ["[::1]:4000"], [""]);
        Assert.Equal(["10.0.0.5:3307", "db7:3307", "[::1]:3307"], ReplicaList.FromDumpConnections(table, 3307).Select(key => key.ToString()));
    }

    [Fact]
    public async Task A_group_member_tells_its_group_and_a_stranger_does_not()
    {
        var members = await TableAsync(
            ["MEMBER_ID", "MEMBER_HOST", "MEMBER_PORT", "MEMBER_STATE", "MEMBER_ROLE"],
            ["u2", "db2", "3306", "ONLINE", "SECONDARY"],
            ["u1", "db1", "3306", "RECOVERING", "PRIMARY"]);
        var values = new ServerValues();
        values.AddPairs(await TableAsync(["Variable_name", "Value"], ["group_replication_group_name", "g"]));
        var snapshot = new InstanceSnapshot { Key = new(DatabaseEngine.MySql, "db1", 3306), SeenAt = DateTimeOffset.UnixEpoch, ServerId = "u1" };

        var member = GroupReader.WithGroup(snapshot, values, members);
        var stranger = GroupReader.WithGroup(snapshot with { ServerId = "u9" }, values, members);

        Assert.Equal(("g", "RECOVERING", "PRIMARY", "db1:3306,db2:3306"), (member.GroupName, member.GroupMemberState, member.GroupMemberRole, string.Join(',', member.GroupMembers)));
        Assert.Equal("", stranger.GroupName);
    }

    [Fact]
    public async Task A_galera_member_tells_its_cluster()
    {
        var values = new ServerValues();
        values.AddPairs(await TableAsync(
            ["Variable_name", "Value"],
            ["wsrep_cluster_name", "shop"],
            ["wsrep_local_state_comment", "Synced"],
            ["wsrep_incoming_addresses", "10.0.0.2:3306,10.0.0.1:3307,10.0.0.3"]));
        var snapshot = GroupReader.WithGalera(new() { Key = new(DatabaseEngine.MySql, "10.0.0.1", 3307), SeenAt = DateTimeOffset.UnixEpoch }, values);

        Assert.Equal(("shop", "Synced", "10.0.0.1:3307,10.0.0.2:3306,10.0.0.3:3306"), (snapshot.GroupName, snapshot.GroupMemberState, string.Join(',', snapshot.GroupMembers)));
    }

    [Theory]
    [InlineData("rpl_semi_sync_source_enabled", "rpl_semi_sync_replica_enabled", true, 3)]
    [InlineData("rpl_semi_sync_master_enabled", "rpl_semi_sync_slave_enabled", true, 1)]
    [InlineData("rpl_semi_sync_master_enabled", "other", false, 1)]
    [InlineData("other", "rpl_semi_sync_slave_enabled", false, 0)]
    public async Task Semi_sync_is_known_by_its_variables(string source, string replica, bool isAvailable, int waits)
    {
        var values = new ServerValues();
        values.AddPairs(await TableAsync(["Variable_name", "Value"], [source, "ON"], [replica, "OFF"], [waits == 3 ? "rpl_semi_sync_source_wait_for_replica_count" : "x", "3"]));
        var status = SemiSyncReader.Read(values, 4);
        Assert.Equal((isAvailable, waits, 4), (status.IsAvailable, status.WaitForReplicaCount, status.Priority));
    }

    private static async Task<ResultTable> TableAsync(string[] columns, params string?[][] rows)
    {
        using var table = new DataTable();
        foreach (var column in columns) table.Columns.Add(column);
        foreach (var row in rows) table.Rows.Add(row);
        await using var reader = table.CreateDataReader();
        return await ResultTable.ReadAsync(reader);
    }
}
