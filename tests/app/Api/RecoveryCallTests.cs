using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class RecoveryCallTests
{
    [Fact]
    public async Task A_dead_primary_is_recovered_and_its_recovery_can_be_read_and_acknowledged()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);

        var promoted = (await host.GetAsync("/api/recover/db1/3306")).Ok;
        Assert.Equal("db2:3306", promoted.Key());
        Assert.False(host.Fleet[keys[1]].IsReadOnly);
        Assert.Equal(keys[1], host.Fleet[keys[2]].Source);

        var recovery = Assert.Single((await host.GetAsync("/api/audit-recovery")).Raw.EnumerateArray());
        Assert.Equal("db2:3306", recovery.GetProperty("SuccessorKey").Key());
        Assert.Equal("DeadMaster", recovery.GetProperty("AnalysisEntry").GetProperty("Analysis").GetString());
        Assert.True(recovery.GetProperty("IsSuccessful").GetBoolean() && recovery.GetProperty("IsActive").GetBoolean());
        var (id, uid) = (recovery.GetProperty("Id").GetInt64(), recovery.GetProperty("UID").GetString());
        foreach (var path in new[] { $"id/{id}", $"uid/{uid}", "cluster/db2:3306", "cluster/db1:3306", "alias/shop", "0", "?unacknowledged=true" })
            Assert.Single((await host.GetAsync($"/api/audit-recovery/{path}")).Raw.EnumerateArray());
        Assert.Empty((await host.GetAsync("/api/audit-recovery/1")).Raw.EnumerateArray());
        Assert.Single((await host.GetAsync("/api/recently-active-cluster-recovery/shop")).Raw.EnumerateArray());
        Assert.Contains("Forget the source of db2:3306 and make it writable.", (await host.GetAsync($"/api/audit-recovery-steps/{uid}")).Text, StringComparison.Ordinal);

        Assert.Equal($"{id}", (await host.GetAsync($"/api/ack-recovery/{id}?comment=seen")).Ok.GetString());
        var acknowledged = (await host.GetAsync($"/api/audit-recovery/uid/{uid}")).Raw[0];
        Assert.True(acknowledged.GetProperty("Acknowledged").GetBoolean());
        Assert.Equal("seen", acknowledged.GetProperty("AcknowledgedComment").GetString());
        Assert.False(acknowledged.GetProperty("IsActive").GetBoolean());
        Assert.Empty((await host.GetAsync("/api/audit-recovery?unacknowledged=true")).Raw.EnumerateArray());
    }

    [Fact]
    public async Task The_requested_candidate_is_promoted()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        await host.KillAsync(keys[0]);
        Assert.Equal("db3:3306", (await host.GetAsync("/api/recover-lite/db1/3306/db3/3306")).Ok.Key());
    }

    [Fact]
    public async Task A_recovery_that_finds_nobody_to_promote_says_so()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        await host.KillAsync(keys[0]);
        foreach (var key in keys.Skip(1)) _ = (await host.GetAsync($"/api/register-candidate/{key.Host}/3306/must_not")).Ok;
        var reply = await host.GetAsync("/api/recover/db1/3306");
        Assert.StartsWith("Recovery attempted but no instance promoted: ", reply.Error, StringComparison.Ordinal);
        Assert.Equal("db1:3306", reply.Details.Key());
    }

    [Fact]
    public async Task Trouble_without_a_recovery_is_told_by_its_name()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        await host.KillAsync(keys[1]);
        await host.KillAsync(keys[2]);
        await host.KillAsync(keys[0]);
        Assert.Contains("Recovery not attempted: db1:3306 is found DeadMasterAndReplicas", (await host.GetAsync("/api/recover/db1/3306")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop/db2/3306")]
    [InlineData("db3:3306/db2/3306")]
    [InlineData("db1/3306/db2/3306")]
    public async Task A_planned_takeover_hands_the_role_over(string target)
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var recovery = (await host.GetAsync($"/api/graceful-master-takeover/{target}")).Ok;
        Assert.Equal("db2:3306", recovery.GetProperty("SuccessorKey").Key());
        Assert.Equal("MasterRecovery", recovery.GetProperty("Type").GetString());
        Assert.True(host.Fleet[keys[0]].IsReadOnly && !host.Fleet[keys[1]].IsReadOnly);
        Assert.Equal((keys[1], false), (host.Fleet[keys[0]].Source!.Value, host.Fleet[keys[0]].IsReceiving));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("db2/3306")]
    public async Task An_automatic_takeover_chooses_and_starts_the_old_primary(string target)
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var recovery = (await host.GetAsync($"/api/graceful-master-takeover-auto/{target}")).Ok;
        Assert.Equal("db2:3306", recovery.GetProperty("SuccessorKey").Key());
        Assert.True(host.Fleet[keys[0]].IsReceiving);
    }

    [Fact]
    public async Task A_takeover_without_a_target_among_several_changes_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var reply = await host.GetAsync("/api/graceful-master-takeover/shop");
        Assert.StartsWith("No instance promoted: ", reply.Error, StringComparison.Ordinal);
        Assert.False(reply.Details.GetProperty("IsSuccessful").GetBoolean());
        Assert.Equal(JsonValueKind.Null, reply.Details.GetProperty("SuccessorKey").ValueKind);
        Assert.False(host.Fleet[keys[0]].IsReadOnly);
    }

    [Theory]
    [InlineData("force-master-failover/shop", "db2:3306")]
    [InlineData("force-master-failover/db1/3306", "db2:3306")]
    [InlineData("force-master-takeover/shop/db3/3306", "db3:3306")]
    [InlineData("force-master-takeover/db1/3306/db3/3306", "db3:3306")]
    public async Task A_forced_failover_replaces_a_living_primary(string path, string successor)
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        Assert.Equal(successor, (await host.GetAsync($"/api/{path}")).Ok.GetProperty("SuccessorKey").Key());
        Assert.True(host.Fleet[keys[0]].IsReadOnly);
    }

    [Fact]
    public async Task While_a_recovery_runs_another_is_refused_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Fleet.OpeningSession = _ =>
        {
            reached.TrySetResult();
            return release.Task;
        };
        var first = host.GetAsync("/api/graceful-master-takeover/shop/db2/3306");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), ApiHost.Cancellation);

        var second = (await host.GetAsync("/api/force-master-failover/shop")).Error;
        Assert.StartsWith("Recovery not attempted: a recovery of cluster db1:3306 runs already, recovery ", second, StringComparison.Ordinal);
        Assert.Single((await host.GetAsync("/api/active-cluster-recovery/shop")).Raw.EnumerateArray());

        release.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
        Assert.Empty((await host.GetAsync("/api/active-cluster-recovery/shop")).Raw.EnumerateArray());
    }

    [Theory]
    [InlineData("ack-recovery/cluster/shop", "\"shop\"")]
    [InlineData("ack-recovery/cluster/alias/shop", "\"shop\"")]
    [InlineData("ack-recovery/instance/db1/3306", """{"Hostname":"db1","Port":3306}""")]
    [InlineData("ack-all-recoveries", "\"seen by me\"")]
    public async Task Recoveries_are_acknowledged_in_every_form(string path, string details)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        _ = (await host.GetAsync("/api/force-master-failover/shop")).Ok;
        var reply = await host.GetAsync($"/api/{path}?comment=seen%20by%20me");
        Assert.Equal("Acknowledged 1 recoveries", reply.Message);
        Assert.Equal(details, reply.Ok.GetRawText());
        Assert.Equal("Acknowledged 0 recoveries", (await host.GetAsync($"/api/{path}?comment=again")).Message);
    }
}
