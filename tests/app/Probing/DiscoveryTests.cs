using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Probing;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task A_server_is_known_by_the_name_that_it_gives_itself_where_that_leads_to_it()
    {
        await using var host = await ApiHost.StartAsync();
        var key = host.Fleet.AddCluster("10.0.0.", replicas: 0)[0];
        host.Fleet[key].ReportedHost = "db1.example";
        Assert.Equal("10.0.0.1:3306", (await DiscoverAsync(host, key)).GetProperty("Key").Key());

        host.Fleet.AddAddress(host.Fleet[key], ScriptedFleet.Key("db1.example"));
        _ = (await host.GetAsync("/api/forget/10.0.0.1/3306")).Ok;
        Assert.Equal("db1.example:3306", (await DiscoverAsync(host, key)).GetProperty("Key").Key());

        Assert.Equal(["db1.example:3306"], await host.KnownAsync());
        Assert.Equal("db1.example:3306", (await host.GetAsync("/api/instance/10.0.0.1/3306")).Json.GetProperty("Key").Key());
        var cache = (await host.GetAsync("/api/hostname-resolve-cache")).Ok;
        Assert.Equal("db1.example", cache.GetProperty("10.0.0.1").GetProperty("Object").GetString());
        Assert.True(cache.GetProperty("10.0.0.1").GetProperty("Expiration").GetInt64() > 0);
        _ = (await host.GetAsync("/api/reset-hostname-resolve-cache")).Ok;
        Assert.Empty((await host.GetAsync("/api/hostname-resolve-cache")).Ok.EnumerateObject());
    }

    [Fact]
    public async Task A_name_that_leads_to_another_server_is_not_taken()
    {
        await using var host = await ApiHost.StartAsync();
        var (key, other) = (host.Fleet.AddCluster("10.0.0.", replicas: 0)[0], host.Fleet.AddCluster("db", replicas: 0)[0]);
        host.Fleet[key].ReportedHost = other.Host;
        Assert.Equal(key.ToString(), (await DiscoverAsync(host, key)).GetProperty("Key").Key());
    }

    [Fact]
    public async Task Another_address_of_a_known_server_is_not_another_instance()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        host.Fleet.AddAddress(host.Fleet[keys[1]], ScriptedFleet.Key("10.0.0.2"));

        Assert.Equal(keys[1].ToString(), (await DiscoverAsync(host, ScriptedFleet.Key("10.0.0.2"))).GetProperty("Key").Key());

        host.Fleet[keys[2]].Source = ScriptedFleet.Key("10.0.0.2");
        await host.TendAsync();
        Assert.Equal(keys.Select(k => k.ToString()), await host.KnownAsync());
    }

    [Fact]
    public async Task A_server_that_comes_back_elsewhere_is_the_same_one_and_takes_the_decisions_along()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var (old, now) = (keys[2], ScriptedFleet.Key("pod-7"));
        _ = (await host.GetAsync("/api/begin-downtime/db3/3306/me/disk/2h")).Ok;
        _ = (await host.GetAsync("/api/register-candidate/db3/3306/must_not")).Ok;
        _ = (await host.GetAsync("/api/tag/db3/3306?tag=role=backup")).Ok;

        host.Fleet.AddAddress(new ScriptedServer(now, 3) { ServerId = host.Fleet[old].ServerId, IsReadOnly = true, Source = keys[0], IsReceiving = true, IsApplying = true, ExecutedGtidSet = host.Fleet[old].ExecutedGtidSet }, now);
        host.Fleet.Remove(old);
        await host.TendAsync();
        await host.TendAsync();

        Assert.Equal(["db1:3306", "db2:3306", "pod-7:3306"], await host.KnownAsync());
        var instance = (await host.GetAsync("/api/instance/pod-7/3306")).Json;
        Assert.True(instance.GetProperty("IsDowntimed").GetBoolean());
        Assert.Equal("must_not", instance.GetProperty("PromotionRule").GetString());
        Assert.Equal("role=backup", (await host.GetAsync("/api/tags/pod-7/3306")).Json[0].GetString());
        Assert.Equal(["db2:3306", "pod-7:3306"], (await host.GetAsync("/api/instance/db1/3306")).Json.GetProperty("Replicas").EnumerateArray().Select(k => k.Key()));
        Assert.DoesNotContain("db3", (await host.GetAsync("/api/replication-analysis")).Ok.ToString());
        Assert.Contains("\"instance-moved\"", (await host.GetAsync("/api/audit")).Text);
    }

    [Fact]
    public async Task While_a_recovery_runs_no_server_moves()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var clusterId = (await host.Store.GetClusterIdAsync(keys[0]))!;
        var running = new RecoveryRecord { Uid = "u", ClusterId = clusterId, Failed = keys[0] };
        Assert.True(await host.Store.TrySaveStateAsync(clusterId, new ClusterState { ActiveRecovery = running }, null, ApiHost.Cancellation));
        host.Fleet.AddAddress(host.Fleet[keys[2]], ScriptedFleet.Key("pod-7"));
        host.Fleet[keys[1]].Source = ScriptedFleet.Key("pod-7");
        host.Fleet.Remove(keys[2]);

        await host.TendAsync();
        await host.TendAsync();
        Assert.Equal(["db1:3306", "db2:3306", "db3:3306", "pod-7:3306"], await host.KnownAsync());
    }

    [Fact]
    public async Task Another_server_at_a_known_address_is_seen_as_another()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        host.Fleet[keys[1]].ServerId = "11111111-71ca-11e1-9e33-c80aa9429562";
        await host.TendAsync();
        Assert.Equal(host.Fleet[keys[1]].ServerId, (await host.Store.FindInstanceAsync(keys[1], ApiHost.Cancellation))!.ServerId);
        Assert.Contains("\"server-replaced\"", (await host.GetAsync("/api/audit")).Text);
    }

    [Fact]
    public async Task What_was_forgotten_is_found_again_only_after_a_while_or_when_asked_for()
    {
        await using var host = await ApiHost.StartAsync(o => o with { InstancePollSeconds = 3600 });
        await host.AddClusterAsync("db");
        _ = (await host.GetAsync("/api/forget/db3/3306")).Ok;
        await host.TendAsync();
        Assert.Equal(["db1:3306", "db2:3306"], await host.KnownAsync());

        _ = await DiscoverAsync(host, ScriptedFleet.Key("db3"));
        Assert.Equal(["db1:3306", "db2:3306", "db3:3306"], await host.KnownAsync());

        _ = (await host.GetAsync("/api/forget/db3/3306")).Ok;
        await host.Store.SaveForgottenAsync(new(ScriptedFleet.Key("db3"), DateTimeOffset.UtcNow.AddSeconds(-1)), ApiHost.Cancellation);
        await host.TendAsync();
        await host.TendAsync();
        Assert.Equal(["db1:3306", "db2:3306", "db3:3306"], await host.KnownAsync());
        Assert.Empty(await host.Store.GetForgottenAsync(ApiHost.Cancellation));
    }

    [Fact]
    public async Task An_instance_unseen_for_long_is_forgotten_and_a_demoted_primary_is_not()
    {
        await using var host = await ApiHost.StartAsync(o => o with { UnseenInstanceForgetHours = 1 });
        var keys = await host.AddClusterAsync("db");
        var clusterId = (await host.Store.GetClusterIdAsync(keys[0]))!;
        await host.KillAsync(keys[1]);
        await host.KillAsync(keys[2]);
        await host.TendAsync();
        Assert.Equal(3, (await host.KnownAsync()).Length);

        var demoted = new DemotedInstance { Key = keys[2], RecoveryUid = "u" };
        Assert.True(await host.Store.TrySaveStateAsync(clusterId, new ClusterState { Demoted = [demoted] }, null, ApiHost.Cancellation));
        var members = (await host.Store.GetMembersAsync(clusterId, ApiHost.Cancellation)).Select(m => m.IsLastCheckValid ? m : m with { Snapshot = m.Snapshot with { SeenAt = DateTimeOffset.UtcNow.AddHours(-2) } });
        await host.Store.SaveMembersAsync(clusterId, members, ApiHost.Cancellation);
        await host.TendAsync();
        Assert.Equal(["db1:3306", "db3:3306"], await host.KnownAsync());
        Assert.Contains("UnseenInstanceForgetHours", (await host.GetAsync("/api/audit")).Text);
    }

    [Fact]
    public async Task Filters_keep_instances_out_and_what_is_known_already_goes()
    {
        string[] none = [];
        var options = new Ham4DbOptions();
        await using var host = await ApiHost.StartAsync(o => options = o with { DiscoveryIgnoreReplicaHostnameFilters = ["db3"] });
        host.Fleet.AddCluster("db", replicas: 4);
        host.Fleet[ScriptedFleet.Key("db1")].GroupMembers = [ScriptedFleet.Key("db3")];
        _ = await DiscoverAsync(host, ScriptedFleet.Key("db1"));
        await host.TendAsync();
        Assert.Equal(["db1:3306", "db2:3306", "db4:3306", "db5:3306"], await host.KnownAsync());

        Set(options, nameof(options.DiscoveryIgnoreHostnameFilters), (string[])["db4:3306"]);
        await host.TendAsync();
        Assert.Equal(["db1:3306", "db2:3306", "db5:3306"], await host.KnownAsync());
        Assert.Contains("DiscoveryIgnoreHostnameFilters", (await host.GetAsync("/api/discover/db4/3306")).Message);

        Set(options, nameof(options.DiscoveryIgnoreHostnameFilters), none);
        Set(options, nameof(options.DiscoveryIgnoreReplicaHostnameFilters), none);
        Set(options, nameof(options.DiscoveryIgnoreMasterHostnameFilters), (string[])["db1"]);
        _ = (await host.GetAsync("/api/forget-cluster/db1:3306")).Ok;
        _ = await DiscoverAsync(host, ScriptedFleet.Key("db2"));
        await host.TendAsync();
        Assert.Equal(["db2:3306"], await host.KnownAsync());
    }

    [Fact]
    public async Task Two_clusters_whose_members_replicate_from_each_other_become_one()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        var others = await host.AddClusterAsync("site");
        host.Fleet[others[0]].Source = ScriptedFleet.Key("db2");
        host.Fleet[others[0]].IsReceiving = host.Fleet[others[0]].IsApplying = true;
        await host.TendAsync();
        await host.TendAsync();
        Assert.Single((await host.Store.GetDirectoryAsync(ApiHost.Cancellation)).Select(d => d.ClusterId).Distinct());
    }

    private static void Set(Ham4DbOptions options, string name, object value) => OptionKey.Find(name)!.Set(options, value);

    private static async Task<System.Text.Json.JsonElement> DiscoverAsync(ApiHost host, InstanceKey key) => (await host.GetAsync($"/api/discover/{key.Host}/{key.Port}")).Ok;
}
