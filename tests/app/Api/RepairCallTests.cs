using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

/// <summary>Recoveries in which the primary stays, and what a failover leaves behind.</summary>
public sealed class RepairCallTests
{
    [Fact]
    public async Task The_replicas_of_a_dead_intermediate_go_to_its_sibling()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", replicas: 4, alias: "shop");
        host.Fleet[keys[3]].Source = host.Fleet[keys[4]].Source = keys[1];
        await host.KillAsync(keys[1]);

        var plan = (await host.GetAsync("/api/v2/clusters/shop/plan?failed=db2:3306")).Raw;
        Assert.Equal(("deadIntermediate", true), (plan.GetProperty("kind").GetString(), plan.GetProperty("isExecutable").GetBoolean()));
        Assert.Equal("db3:3306", (await host.GetAsync("/api/recover/db2/3306")).Ok.Key());

        Assert.Equal((keys[2], keys[2]), (host.Fleet[keys[3]].Source!.Value, host.Fleet[keys[4]].Source!.Value));
        var recovery = (await host.GetAsync("/api/audit-recovery")).Raw[0];
        Assert.Equal("DeadIntermediateMaster", recovery.GetProperty("AnalysisEntry").GetProperty("Analysis").GetString());
        Assert.Equal("NotMasterRecovery", recovery.GetProperty("RecoveryType").GetString());
        Assert.Equal("db1:3306", (await host.GetAsync("/api/master/shop")).Raw.GetProperty("Key").Key());
    }

    [Fact]
    public async Task A_replica_that_somebody_moves_meanwhile_is_left_where_it_is()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", replicas: 4);
        host.Fleet[keys[3]].Source = host.Fleet[keys[4]].Source = keys[1];
        await host.KillAsync(keys[1]);
        host.Fleet.OpeningSession = key =>
        {
            if (key == keys[4]) host.Fleet[key].Source = keys[0];
            return Task.CompletedTask;
        };

        _ = (await host.GetAsync("/api/recover/db2/3306")).Ok;

        Assert.Equal((keys[2], keys[0]), (host.Fleet[keys[3]].Source!.Value, host.Fleet[keys[4]].Source!.Value));
        Assert.Contains("another operator moved it", (await host.GetAsync("/api/audit-recovery")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replicas_of_a_dead_group_member_go_to_another_member()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", replicas: 3);
        foreach (var key in keys.Take(2)) (host.Fleet[key].GroupName, host.Fleet[key].GroupMemberState, host.Fleet[key].Source) = ("g", "ONLINE", null);
        await host.ProbeAsync();
        await host.KillAsync(keys[0]);

        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        Assert.Equal((keys[1], keys[1]), (host.Fleet[keys[2]].Source!.Value, host.Fleet[keys[3]].Source!.Value));
    }

    [Fact]
    public async Task A_dead_co_primary_hands_over_to_the_other_one_alone()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        (host.Fleet[keys[0]].Source, host.Fleet[keys[0]].IsReceiving, host.Fleet[keys[0]].IsApplying) = (keys[1], true, true);
        _ = (await host.GetAsync("/api/register-candidate/db3/3306/prefer")).Ok;
        await host.ProbeAsync();
        await host.KillAsync(keys[0]);

        Assert.Contains("CoMasterRecoveryMustPromoteOtherCoMaster", (await host.GetAsync("/api/recover/db1/3306/db3/3306")).Error, StringComparison.Ordinal);
        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        Assert.Equal((null, false, keys[1]), (host.Fleet[keys[1]].Source, host.Fleet[keys[1]].IsReadOnly, host.Fleet[keys[2]].Source!.Value));
        Assert.Equal("DeadCoMaster", (await host.GetAsync("/api/audit-recovery")).Raw[0].GetProperty("AnalysisEntry").GetProperty("Analysis").GetString());
    }

    [Fact]
    public async Task A_primary_whose_commits_wait_gets_a_replica_that_acknowledges()
    {
        await using var host = await ApiHost.StartAsync(o => o with { RecoverLockedSemiSyncMaster = true, ReasonableLockedSemiSyncMasterSeconds = 0, ReasonableReplicationLagSeconds = 0 });
        var keys = await host.AddClusterAsync("db");
        foreach (var key in keys) host.Fleet[key].SemiSync = new SemiSyncStatus { IsAvailable = true };
        host.Fleet[keys[0]].SemiSync = new SemiSyncStatus { IsAvailable = true, SourceEnabled = true, SourceActive = true, WaitForReplicaCount = 1 };
        await host.ProbeAsync();
        await host.ProbeAsync();

        Assert.Equal("db1:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());

        Assert.Equal((true, false), (host.Fleet[keys[1]].SemiSync.ReplicaEnabled, host.Fleet[keys[2]].SemiSync.ReplicaEnabled));
        Assert.Equal("LockedSemiSyncMaster", (await host.GetAsync("/api/audit-recovery")).Raw[0].GetProperty("AnalysisEntry").GetProperty("Analysis").GetString());
    }

    [Fact]
    public async Task A_read_only_primary_is_made_writable_unless_another_may_be()
    {
        await using var host = await ApiHost.StartAsync(o => o with { RecoverNonWriteableMaster = true });
        var keys = await host.AddClusterAsync("db");
        host.Fleet[keys[0]].IsReadOnly = true;
        (host.Fleet[keys[2]].Source, host.Fleet[keys[2]].IsReadOnly) = (null, false);
        await host.ProbeAsync();
        Assert.Contains("db3:3306. Make them read-only or replicas first.", (await host.GetAsync("/api/recover/db1/3306")).Error, StringComparison.Ordinal);
        Assert.True(host.Fleet[keys[0]].IsReadOnly);

        host.Fleet[keys[2]].IsReadOnly = true;
        await host.ProbeAsync();
        Assert.Equal("db1:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        Assert.False(host.Fleet[keys[0]].IsReadOnly);
    }

    [Fact]
    public async Task A_replica_that_only_waits_for_a_new_primary_that_died_at_once_is_not_lost()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        await host.KillAsync(keys[0]);
        host.Fleet.OpeningSession = key =>
        {
            if (key == keys[2] && !host.Fleet[keys[1]].IsReadOnly) host.Fleet[keys[1]].IsAlive = false;
            return Task.CompletedTask;
        };

        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        Assert.Empty((await host.GetAsync("/api/audit-recovery")).Raw[0].GetProperty("LostReplicas").EnumerateArray());
        Assert.Equal(["db1:3306"], (await host.GetAsync("/api/downtimed")).Raw.EnumerateArray().Select(i => i.GetProperty("Key").Key()));

        await host.ProbeAsync();
        Assert.Equal("db3:3306", (await host.GetAsync("/api/recover/db2/3306")).Ok.Key());
    }

    [Fact]
    public async Task Clients_go_and_writes_stop_before_semi_synchronous_replication_is_touched()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        foreach (var key in keys) host.Fleet[key].SemiSync = new SemiSyncStatus { IsAvailable = true, SourceEnabled = key == keys[0], SourceActive = key == keys[0], WaitForReplicaCount = 1, ReplicaEnabled = key != keys[0] };
        await host.ProbeAsync();

        _ = (await host.GetAsync("/api/graceful-master-takeover/db1/3306/db2/3306")).Ok;

        var old = host.Fleet.Operations.Where(o => o.Key == keys[0]).Select(o => o.Operation).ToList();
        Assert.Equal(["KillClientConnectionsAsync", "SetReadOnlyAsync", "KillClientConnectionsAsync"], old.Take(3));
        Assert.Equal(["SetSemiSyncReplicaAsync", "SetSemiSyncSourceAsync"], old.Where(o => o.StartsWith("SetSemiSync", StringComparison.Ordinal)));
        // The new primary waits for acknowledgements before it takes the first write.
        var own = host.Fleet.Operations.Where(o => o.Key == keys[1]).Select(o => o.Operation).ToList();
        Assert.True(own.IndexOf("SetSemiSyncSourceAsync") < own.IndexOf("SetReadOnlyAsync"));
    }

    [Fact]
    public async Task Recoveries_of_one_cluster_are_switched_and_what_holds_them_back_is_told()
    {
        await using var host = await ApiHost.StartAsync(o => o with { RecoveryPeriodBlockSeconds = 600 });
        await host.AddClusterAsync("db", alias: "shop");
        await host.AddClusterAsync("other", alias: "another");

        Assert.Equal("Recoveries of db1:3306 disabled", (await host.GetAsync("/api/disable-cluster-recoveries/shop")).Message);
        Assert.Contains("switched off for this cluster", (await host.GetAsync("/api/check-cluster-recoveries/shop")).Message, StringComparison.Ordinal);
        Assert.True((await host.GetAsync("/api/check-cluster-recoveries/another")).Ok.GetProperty("Enabled").GetBoolean());
        Assert.True((await host.GetAsync("/api/enable-cluster-recoveries/shop")).Ok.GetProperty("Enabled").GetBoolean());
        Assert.Equal("", (await host.GetAsync("/api/check-cluster-recoveries/shop")).Ok.GetProperty("Reason").GetString());

        _ = (await host.GetAsync("/api/force-master-failover/shop")).Ok;
        var state = (await host.GetAsync("/api/check-cluster-recoveries/shop")).Ok;
        Assert.InRange(state.GetProperty("RemainingSeconds").GetInt64(), 1, 600);
        _ = (await host.GetAsync("/api/ack-recovery/cluster/shop?comment=seen")).Ok;
        Assert.Equal(JsonValueKind.Null, (await host.GetAsync("/api/check-cluster-recoveries/shop")).Ok.GetProperty("RemainingSeconds").ValueKind);
    }
}
