using System.Net;
using System.Text;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class OperationCallTests
{
    [Theory]
    [InlineData("relocate/db3/3306/db2/3306", "Instance db3:3306 relocated below db2:3306", "db2:3306")]
    [InlineData("relocate-below/db3/3306/db2/3306", "Instance db3:3306 relocated below db2:3306", "db2:3306")]
    [InlineData("repoint/db3/3306/db1/3306", "Instance db3:3306 repointed below db1:3306", "db1:3306")]
    public async Task A_replica_is_moved_and_the_answer_shows_it_there(string path, string message, string source)
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var reply = await host.GetAsync($"/api/{path}");
        Assert.Equal("db3:3306", reply.Ok.GetProperty("Key").Key());
        Assert.Equal(source, reply.Details.GetProperty("MasterKey").Key());
        Assert.Equal(message, reply.Message);
        Assert.True(host.Fleet[keys[2]] is { IsReceiving: true, IsApplying: true });
    }

    /// <summary>db1 is the primary of db2 to db4, db2 of db5 and db6. Cells: path, part of the message, who replicates from whom then.</summary>
    [Theory]
    [InlineData("relocate-replicas/db1/3306/db4/3306", "Relocated 2 replicas of db1:3306 below db4:3306; 0 errors: []", "2<4 3<4 4<1 5<2 6<2")]
    [InlineData("relocate-slaves/db1/3306/db4/3306?pattern=db3", "Relocated 1 replicas of db1:3306 below db4:3306; 0 errors: []", "2<1 3<4 4<1 5<2 6<2")]
    [InlineData("regroup-replicas/db1/3306", "promoted replica: db2:3306, lost: 0, trivial: 2, pseudo-gtid: 0", "2<1 3<2 4<2 5<2 6<2")]
    [InlineData("regroup-slaves-gtid/db2/3306", "promoted replica: db5:3306, lost: 0, moved: 1", "2<1 3<1 4<1 5<2 6<5")]
    [InlineData("move-up/db5/3306", "Instance db5:3306 moved up", "2<1 3<1 4<1 5<1 6<2")]
    [InlineData("move-up-replicas/db2/3306/", "Moved up 2 replicas of db2:3306; 0 errors: []", "2<1 3<1 4<1 5<1 6<1")]
    [InlineData("move-below/db3/3306/db4/3306", "Instance db3:3306 moved below db4:3306", "2<1 3<4 4<1 5<2 6<2")]
    [InlineData("move-gtid/db5/3306/db3/3306", "Instance db5:3306 moved below db3:3306 via GTID", "2<1 3<1 4<1 5<3 6<2")]
    [InlineData("move-slaves-gtid/db2/3306/db3/3306", "Moved 2 replicas of db2:3306 below db3:3306 via GTID; 0 errors: []", "2<1 3<1 4<1 5<3 6<3")]
    [InlineData("repoint-slaves/db2/3306", "Repointed 2 replicas of db2:3306", "2<1 3<1 4<1 5<2 6<2")]
    [InlineData("enslave-siblings/db3/3306", "Took 2 siblings of db3:3306", "2<3 3<1 4<3 5<2 6<2")]
    [InlineData("take-master/db5/3306", "db5:3306 took its master", "2<5 3<1 4<1 5<1 6<2")]
    [InlineData("make-co-master/db3/3306", "Instance made co-master: db3:3306", "1<3 2<1 3<1 4<1 5<2 6<2")]
    public async Task The_whole_family_is_served_with_and_without_GTIDs(string path, string message, string topology)
    {
        foreach (var usesGtid in new[] { true, false })
        {
            if (!usesGtid && path.Contains("gtid", StringComparison.Ordinal)) continue;
            await using var host = await ApiHost.StartAsync();
            await AddTiersAsync(host, usesGtid);
            var reply = await host.GetAsync("/api/" + path);
            _ = reply.Ok;
            Assert.Equal(message, reply.Message);
            Assert.Equal(topology, string.Join(' ', host.Fleet.Servers.Where(s => s.Source is not null).OrderBy(s => s.Key).Select(s => $"{s.Key.Host[2..]}<{s.Source!.Value.Host[2..]}")));
            Assert.All(host.Fleet.Servers.Where(s => s.Source is not null), s => Assert.True(s is { IsReceiving: true, IsApplying: true } && s.UsesGtid == usesGtid));
        }
    }

    [Fact]
    public async Task Positions_at_which_a_replica_was_moved_are_known_to_be_the_same_place_and_lead_back()
    {
        await using var host = await ApiHost.StartAsync();
        await AddTiersAsync(host, usesGtid: false);
        _ = (await host.GetAsync("/api/move-up/db5/3306")).Ok;
        var found = await host.GetAsync("/api/master-equivalent/db1/3306/mysql-bin.000007/4200");
        Assert.Equal("Found 1 equivalent coordinates", found.Message);
        Assert.Equal("""[{"Key":{"Hostname":"db2","Port":3306},"Coordinates":{"LogFile":"mysql-bin.000007","LogPos":4200,"Type":0}}]""", found.Ok.GetRawText());
        Assert.Equal("db2:3306", (await host.GetAsync("/api/move-equivalent/db5/3306/db2/3306")).Ok.GetProperty("MasterKey").Key());
        Assert.Contains("Invalid log position: x", (await host.GetAsync("/api/master-equivalent/db1/3306/f/x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_log_servers_alone_are_regrouped_by_their_own_call()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", replicas: 3);
        Assert.Contains("None of the replicas of db1:3306 is a binary log server", (await host.GetAsync("/api/regroup-slaves-bls/db1/3306")).Error, StringComparison.Ordinal);
        foreach (var key in keys.Skip(2)) host.Fleet[key].Flavor = ServerFlavor.MaxScale;
        var reply = await host.GetAsync("/api/regroup-replicas-bls/db1/3306");
        Assert.Equal(("db3:3306", "promoted binlog server: db3:3306, lost: 1, moved: 1"), (reply.Ok.Key(), reply.Message));
        Assert.Equal((keys[0], keys[0], keys[2]), (host.Fleet[keys[1]].Source, host.Fleet[keys[2]].Source, host.Fleet[keys[3]].Source));
    }

    [Fact]
    public async Task Who_can_replicate_from_whom_is_answered_in_the_older_form()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await AddTiersAsync(host, usesGtid: true);
        var yes = await host.GetAsync("/api/can-replicate-from/db3/3306/db4/3306");
        Assert.Equal(("db4:3306", "true"), (yes.Ok.Key(), yes.Message));
        Assert.Contains("an instance cannot replicate from itself", (await host.GetAsync("/api/can-replicate-from/db3/3306/db3/3306")).Error, StringComparison.Ordinal);
        Assert.Contains("an instance cannot replicate from itself", (await host.GetAsync("/api/can-replicate-from-gtid/db3/3306/db3/3306")).Error, StringComparison.Ordinal);
        Assert.Equal("true", (await host.GetAsync("/api/can-replicate-from-gtid/db3/3306/db4/3306")).Message);
        host.Fleet[keys[2]].UsesGtid = false;
        await host.ProbeAsync();
        var no = await host.GetAsync("/api/can-replicate-from-gtid/db3/3306/db4/3306");
        Assert.Equal(("db4:3306", "false"), (no.Ok.Key(), no.Message));
    }

    [Fact]
    public async Task Of_several_replicas_those_that_can_are_moved_and_the_others_are_named()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await AddTiersAsync(host, usesGtid: true);
        host.Fleet[keys[2]].IsAlive = false;
        var reply = await host.GetAsync("/api/relocate-replicas/db1/3306/db4/3306");
        Assert.Equal(["db2:3306"], reply.Ok.Keys());
        Assert.StartsWith("Relocated 1 replicas of db1:3306 below db4:3306; 1 errors: [db3:3306 cannot be reached", reply.Message, StringComparison.Ordinal);
        host.Fleet[keys[1]].IsAlive = false;
        Assert.StartsWith("db2:3306 cannot be reached", (await host.GetAsync("/api/relocate-replicas/db4/3306/db1/3306")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_the_steps_and_changes_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var plan = (await host.GetAsync("/api/v2/clusters/shop/operations/plan?kind=relocate&instance=db3:3306&below=db2")).Raw;
        Assert.True(plan.GetProperty("isExecutable").GetBoolean());
        var step = Assert.Single(plan.GetProperty("steps").EnumerateArray());
        Assert.Equal("Point db3:3306 at db2:3306 by GTID.", step.GetProperty("description").GetString());
        Assert.Equal(keys[0], host.Fleet[keys[2]].Source);
        Assert.Empty((await host.GetAsync("/api/v2/operations")).Raw.EnumerateArray());
    }

    [Fact]
    public async Task An_operation_answers_with_its_record_and_its_steps_and_can_be_read_again()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var answer = await PostAsync(host, "shop", """{"kind":"relocate","instance":"db3:3306","below":"db2:3306"}""");
        var operation = answer.Raw.GetProperty("operation");
        Assert.Equal("succeeded", operation.GetProperty("status").GetString());
        Assert.Equal("repoint-gtid", Assert.Single(answer.Json.GetProperty("steps").EnumerateArray()).GetProperty("step").GetString());
        var uid = operation.GetProperty("uid").GetString();
        Assert.Equal(uid, (await host.GetAsync($"/api/v2/operations/{uid}")).Raw.GetProperty("operation").GetProperty("uid").GetString());
        Assert.Equal(uid, Assert.Single((await host.GetAsync("/api/v2/operations?cluster=shop")).Raw.EnumerateArray()).GetProperty("uid").GetString());
        Assert.Contains("There is no operation nosuch.", (await host.GetAsync("/api/v2/operations/nosuch")).Problem(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"fly","instance":"db3"}""", HttpStatusCode.BadRequest, "'fly' is no operation; there are relocate,")]
    [InlineData("""{"kind":"relocate"}""", HttpStatusCode.BadRequest, "Give a kind")]
    [InlineData("""{"kind":"relocate","instance":"db3:x","below":"db2"}""", HttpStatusCode.BadRequest, "'db3:x' is not an address")]
    [InlineData("""{"kind":"relocate","instance":"db3","below":"db2","pattern":"("}""", HttpStatusCode.BadRequest, "'(' is not a regular expression that can be used")]
    [InlineData("nothing", HttpStatusCode.BadRequest, "The body is not right; one such as")]
    [InlineData("""{"kind":"relocate","instance":"nosuch","below":"db2"}""", HttpStatusCode.NotFound, "it is not known")]
    [InlineData("""{"kind":"relocate","instance":"db3"}""", HttpStatusCode.UnprocessableEntity, "relocate needs a second instance")]
    [InlineData("""{"kind":"relocate","instance":"db1","below":"db2"}""", HttpStatusCode.UnprocessableEntity, "db1:3306 is not a replica")]
    public async Task What_makes_no_sense_is_refused_in_words(string body, HttpStatusCode status, string part)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        Assert.Contains(part, (await PostAsync(host, "shop", body)).Problem(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_refused_where_the_deployment_is_read_only_and_to_pages_of_other_sites()
    {
        await using (var host = await ApiHost.StartAsync(o => o with { ReadOnly = true }))
            Assert.Contains("read-only", (await PostAsync(host, "shop", "{}")).Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await using (var host = await ApiHost.StartAsync())
            Assert.Contains("another site", (await PostAsync(host, "shop", "{}", ("Sec-Fetch-Site", "cross-site"))).Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_an_operation_runs_another_and_a_takeover_are_refused_and_then_it_ends_well()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var (first, release) = await BeginAsync(host);

        Assert.Contains("relocate of db3:3306, asked for by api) runs since", (await host.GetAsync("/api/relocate/db2/3306/db3/3306")).Error, StringComparison.Ordinal);
        Assert.Contains("a planned takeover waits until it has ended", (await host.GetAsync("/api/graceful-master-takeover/shop/db2/3306")).Error, StringComparison.Ordinal);

        release.SetResult();
        Assert.Equal("db2:3306", (await first).Ok.GetProperty("MasterKey").Key());
        Assert.Equal(keys[0], host.Fleet[keys[1]].Source);
        Assert.Equal("db3:3306", (await host.GetAsync("/api/relocate/db3/3306/db1/3306")).Ok.GetProperty("Key").Key());
    }

    [Fact]
    public async Task A_recovery_takes_the_cluster_over_and_the_operation_changes_nothing_more()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var (operation, release) = await BeginAsync(host);
        // Only the operation is held: the recovery's sessions open at once.
        host.Fleet.OpeningSession = _ => Task.CompletedTask;
        Assert.Equal("db2:3306", (await host.GetAsync("/api/force-master-failover/shop")).Ok.GetProperty("SuccessorKey").Key());
        host.Fleet[keys[2]].IsReceiving = false;

        release.SetResult();
        Assert.Contains("took the cluster over", (await operation).Error, StringComparison.Ordinal);
        Assert.False(host.Fleet[keys[2]].IsReceiving);
        var record = Assert.Single((await host.GetAsync("/api/v2/operations")).Raw.EnumerateArray());
        Assert.Equal("superseded", record.GetProperty("status").GetString());
    }

    /// <summary>Six servers on three tiers.</summary>
    private static async Task<IReadOnlyList<InstanceKey>> AddTiersAsync(ApiHost host, bool usesGtid)
    {
        var keys = await host.AddClusterAsync("db", replicas: 5, alias: "shop");
        foreach (var key in keys) host.Fleet[key].UsesGtid = usesGtid;
        host.Fleet[keys[4]].Source = host.Fleet[keys[5]].Source = keys[1];
        await host.ProbeAsync();
        return keys;
    }

    /// <summary>Begins to relocate 3 below 2 and holds it before its first change.</summary>
    private static async Task<(Task<ApiReply> Reply, TaskCompletionSource Release)> BeginAsync(ApiHost host)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Fleet.OpeningSession = _ =>
        {
            reached.TrySetResult();
            return release.Task;
        };
        var reply = host.GetAsync("/api/relocate/db3/3306/db2/3306");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), ApiHost.Cancellation);
        return (reply, release);
    }

    private static async Task<ApiReply> PostAsync(ApiHost host, string cluster, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v2/clusters/{cluster}/operations?wait=60") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await host.Http.SendAsync(request, ApiHost.Cancellation);
        return new ApiReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync(ApiHost.Cancellation));
    }
}
