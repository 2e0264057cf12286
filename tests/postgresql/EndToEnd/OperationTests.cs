using System.Net;
using Ham4Db.Core.Model;
using Ham4Db.Engines.PostgreSql.Tests.Support;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.PostgreSql.Tests.EndToEnd;

public sealed class OperationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standbys_are_moved_stopped_and_detached_and_what_the_engine_does_not_have_is_said()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions { UseSlots = true });
        using var http = new HttpClient { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}/api/"), Timeout = TimeSpan.FromSeconds(60) };

        async Task<(HttpStatusCode Status, string Body)> AskAsync(string path)
        {
            using var answer = await http.GetAsync(path, Cancelled);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        }

        async Task DoAsync(string path)
        {
            var (status, body) = await AskAsync(path);
            Assert.True(status == HttpStatusCode.OK, $"{path}: {body}\n{await fleet.DescribeAsync()}");
        }

        string At(int node) => $"{fleet.Topology.Nodes[node].Host}/{fleet.Topology.Nodes[node].Port}";
        Task FollowsAsync(int node, int source) => fleet.WaitForAsync($"{node} follows {source}", async () =>
            (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(node)).Snapshot.Replication is { IsRunning: true } status && status.Source == fleet.Key(source));

        await DoAsync($"relocate/{At(2)}/{At(1)}");
        await FollowsAsync(2, 1);
        // The slot that it is kept by was made at its new source.
        Assert.Equal(1, await fleet.Topology.Nodes[1].QueryAsync<int>("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'n3' AND active", Cancelled));
        await DoAsync($"postgresql/move-up/{At(2)}");
        await FollowsAsync(2, 0);

        await DoAsync($"stop-replica/{At(2)}");
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes VALUES (1, 'while n3 stands still')", Cancelled);
        await fleet.WaitForAsync("n2 has it", async () => await fleet.Topology.Nodes[1].QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1);
        Assert.Equal(0, await fleet.Topology.Nodes[2].QueryAsync<long>("SELECT count(*) FROM writes", Cancelled));
        await DoAsync($"start-replica/{At(2)}");
        await fleet.WaitForAsync("n3 has it", async () => await fleet.Topology.Nodes[2].QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1);

        await DoAsync($"detach-replica/{At(2)}");
        await fleet.WaitForAsync("n3 is detached", async () => (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(2)).Snapshot.Replication is { IsDetached: true });
        await DoAsync($"reattach-replica/{At(2)}");
        await DoAsync($"start-replica/{At(2)}");
        await FollowsAsync(2, 0);

        await DoAsync($"set-read-only/{At(0)}");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes VALUES (2, 'x')", Cancelled));
        await DoAsync($"set-writeable/{At(0)}");
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes VALUES (2, 'x')", Cancelled);

        // Two primaries would be the end of it.
        var (_, refused) = await AskAsync($"set-writeable/{At(2)}");
        Assert.Contains("ERROR", refused, StringComparison.Ordinal);
        Assert.True(await fleet.Topology.Nodes[2].QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
        foreach (var alien in new[] { "enable-gtid", "skip-query", "flush-binary-logs", "gtid-errant-reset-master", "make-co-master" })
        {
            var (_, answer) = await AskAsync($"{alien}/{At(2)}");
            Assert.Contains("PostgreSQL server, which has no such thing", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_instance_is_discovered_by_the_engine_of_the_path()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions { Layout = new Topologies.TopologyLayout([-1]) });
        var node = fleet.Topology.Primary;
        using var http = new HttpClient { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}/api/") };
        Assert.Contains("\"OK\"", await http.GetStringAsync($"postgresql/forget/{node.Host}/{node.Port}", Cancelled), StringComparison.Ordinal);
        await fleet.WaitForAsync("it is forgotten", async () => (await fleet.MembersAsync()).Count == 0);
        Assert.Contains("\"OK\"", await http.GetStringAsync($"postgresql/discover/{node.Host}/{node.Port}", Cancelled), StringComparison.Ordinal);
        Assert.Equal(DatabaseEngine.PostgreSql, Assert.Single(await fleet.MembersAsync()).Key.Engine);
    }
}
