using System.Net;
using System.Text.Json;
using Ham4Db.Engines.PostgreSql.Tests.Support;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Engines.PostgreSql.Tests.EndToEnd;

/// <summary>A former primary that comes back, with the agent's real program beside it.</summary>
public sealed class RejoinTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly PostgreSqlTopologyOptions Two = new() { Layout = new TopologyLayout([-1, 0, 0]) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_died_under_writes_is_set_back_and_no_acknowledged_row_is_lost()
    {
        await using var fleet = await StartAsync(Two with { SynchronousStandbyNames = "ANY 2 (n2, n3)" });
        using var agent = await BesideAsync(fleet, 0);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);

        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync(Patience);
        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());
        Assert.True((await fleet.StateAsync()).Demoted.Single().WasLossless);
        await ReturnAsync(fleet.Topology.Primary);
        await WaitForRejoinAsync(fleet);
        await writer.WaitForAsync(w => w.Port == fleet.Node(recovery.Successor!.Value).Port, Cancelled);
        await writer.StopAsync();

        await AssertStopsBeforeItIsSetBackAsync(fleet, recovery);
        Assert.True(await fleet.Topology.Primary.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
        Assert.Empty(await writer.VerifyNoneLostAsync(fleet.Node(recovery.Successor!.Value), Cancelled));
        await fleet.WaitForAsync("it has all rows too", async () => (await writer.VerifyNoneLostAsync(fleet.Topology.Primary, Cancelled)).Count == 0, Patience);
    }

    [Fact]
    public async Task One_with_a_transaction_of_its_own_is_stopped_and_shown_until_a_person_asks_for_it()
    {
        await using var fleet = await StartAsync(Two);
        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync(Patience);
        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());
        await ReturnAsync(fleet.Topology.Primary);
        await fleet.WaitForAsync("it is read-only", async () => await fleet.Topology.Primary.QueryAsync<string>("SHOW default_transaction_read_only", Cancelled) == "on", Patience);
        await fleet.WaitForAsync("it is told that this takes an agent", async () => (await fleet.StateAsync()).Demoted is [{ Problem: var problem }] && problem.Contains("none has registered", StringComparison.Ordinal), Patience);
        // Whoever insists can write there all the same, and gets an answer.
        await fleet.WaitForAsync("somebody insists", async () =>
        {
            await fleet.Topology.Primary.ExecuteAsync("BEGIN READ WRITE; INSERT INTO writes VALUES (-2, 'alone') ON CONFLICT DO NOTHING; COMMIT", Cancelled);
            return true;
        });

        using var agent = await BesideAsync(fleet, 0);
        await fleet.WaitForAsync("it waits for a decision", async () => (await fleet.StateAsync()).Demoted is [{ AwaitsDecision: true }], Patience);
        var demoted = (await fleet.StateAsync()).Demoted.Single();
        Assert.Matches(@"it has \d+ transactions beyond .* since it was started again", demoted.Problem);
        Assert.StartsWith("1:", demoted.ErrantGtidSet, StringComparison.Ordinal);
        Assert.False(fleet.Topology.Primary.IsRunning);

        using var http = new HttpClient { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}") };
        var path = $"/api/postgresql/v2/instances/{fleet.Key(0)}/rejoin";
        using var shown = await http.PostAsync(path + "?dryRun=true", content: null, Cancelled);
        Assert.Contains(demoted.ErrantGtidSet!, await shown.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.True((await fleet.StateAsync()).Demoted.Single().AwaitsDecision);
        using var asked = await http.PostAsync(path, content: null, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.True(JsonDocument.Parse(await asked.Content.ReadAsStringAsync(Cancelled)).RootElement.GetProperty("isAccepted").GetBoolean());
        await WaitForRejoinAsync(fleet);
        await fleet.WaitForAsync("it has what the others have", async () => await fleet.Topology.Primary.QueryAsync<long>("SELECT count(*) FROM writes WHERE token = 'alone'", Cancelled) == 0, Patience);
        using var again = await http.PostAsync(path, content: null, Cancelled);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task An_agent_that_dies_while_it_sets_back_and_an_app_that_dies_too_are_followed_by_ones_that_go_on()
    {
        await using var fleet = await StartAsync(Two);
        using var agent = await BesideAsync(fleet, 0);
        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync(Patience);
        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());
        await ReturnAsync(fleet.Topology.Primary);
        await fleet.WaitForAsync("it is being set back", async () => (await StepsAsync(fleet, recovery)).Exists(step => step.Step == "rejoin-old-primary"), Patience);

        agent.Kill();
        await fleet.RestartHostAsync();
        agent.StartAgain();
        await WaitForRejoinAsync(fleet);
        Assert.True(await fleet.Topology.Primary.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
    }

    [Fact]
    public async Task After_a_planned_takeover_the_old_primary_follows()
    {
        await using var fleet = await StartAsync(Two);
        using var agent = await BesideAsync(fleet, 0);
        var outcome = await fleet.TakeOverAsync(fleet.Key(1));
        Assert.True(outcome.Successor == fleet.Key(1), await fleet.DescribeAsync());
        await WaitForRejoinAsync(fleet);
        Assert.True(await fleet.Topology.Primary.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
    }

    private static Task<PostgreSqlFleet> StartAsync(PostgreSqlTopologyOptions topology) =>
        PostgreSqlFleet.StartAsync(topology, options => options with { AgentToken = NodeAgent.Token });

    private static async Task<AgentBeside> BesideAsync(PostgreSqlFleet fleet, int node)
    {
        var agent = await AgentBeside.StartAsync(fleet, node);
        await fleet.WaitForAsync("the agent registered", () => Task.FromResult(fleet.Services.GetRequiredService<AgentDirectory>().Find(fleet.Key(node)) is { IsLive: true }), Patience);
        return agent;
    }

    // It may be stopped again before it has answered anybody.
    private static Task<string> ReturnAsync(PostgreSqlNode node) => node.RunAsync("pg_ctl", ["-D", node.DataFolder, "-l", node.LogPath, "-W", "start"], Cancelled);

    private static Task<List<RecoveryStepRecord>> StepsAsync(PostgreSqlFleet fleet, RecoveryRecord recovery) => fleet.Store.GetStepsAsync(recovery.Uid, Cancelled);

    private static async Task WaitForRejoinAsync(PostgreSqlFleet fleet)
    {
        await fleet.WaitForAsync("it has rejoined", async () => (await fleet.StateAsync()).Demoted.Count == 0, Patience);
        var primary = (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))!.Primary!.Value;
        await fleet.WaitForAsync("it streams from the new primary", async () =>
            (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(0)) is { IsLastCheckValid: true, Snapshot.Replication: { IsRunning: true } status } && status.Source == primary, Patience);
    }

    private static async Task AssertStopsBeforeItIsSetBackAsync(PostgreSqlFleet fleet, RecoveryRecord recovery)
    {
        var steps = await StepsAsync(fleet, recovery);
        var (stop, back) = (steps.First(step => step.Step == RejoinBySetBack.Stop), steps.First(step => step.Step == "rejoin-old-primary"));
        Assert.True(stop.Error.Length == 0 && stop.EndedAt <= back.StartedAt);
        var audit = await fleet.Store.GetAuditAsync(instance: null, Cancelled).ToListAsync(Cancelled);
        Assert.Contains(audit, record => record.Type == "register-agent");
    }
}
