using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Topologies;
using Ham4Db.Topologies.OpenGauss;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.OpenGauss.Tests.Support;

/// <summary>A stand-in cluster with the agent's own program beside each node, watched by the whole app.</summary>
internal sealed class OpenGaussFleet : WatchedApp
{
    public static readonly TimeSpan Generous = TimeSpan.FromMinutes(5);

    private OpenGaussFleet(OpenGaussTopology topology, IReadOnlyList<AgentProgram> agents, int seed, Func<Ham4DbOptions, Ham4DbOptions>? configure)
        : base(defaults =>
        {
            var options = defaults with
            {
                AgentPort = agents[0].Address.Port,
                AgentToken = AgentProgram.Token,
                // The machine of the tests is busy, and each answer takes several programs.
                AgentAnswerSeconds = 20,
                InstancePollSeconds = 2,
                LivenessPollMilliseconds = 1000,
                DiscoverySeeds = [$"opengauss:{topology.Nodes[seed].Host}:{topology.Nodes[seed].Port}"],
            };
            return configure?.Invoke(options) ?? options;
        }) => (Topology, Agents) = (topology, agents);

    public OpenGaussTopology Topology { get; }

    public IReadOnlyList<AgentProgram> Agents { get; }

    /// <summary>Starts everything and waits until all instances are known and well, of which only one was told.</summary>
    /// <param name="topology">The servers.</param>
    /// <param name="seed">The node that is told; all others are found from it.</param>
    /// <param name="hasManager">openGauss's own manager answers.</param>
    /// <param name="configure">Changes the configuration.</param>
    public static async Task<OpenGaussFleet> StartAsync(
        PostgreSqlTopologyOptions topology, int seed = 0, bool hasManager = false, Func<Ham4DbOptions, Ham4DbOptions>? configure = null)
    {
        var servers = await OpenGaussTopology.StartAsync(topology, hasManager);
        List<AgentProgram> agents = [];
        OpenGaussFleet? fleet = null;
        try
        {
            foreach (var node in servers.Nodes)
            {
                agents.Add(await AgentProgram.StartAsync(
                    node.Name, Path.Combine(node.Folder, "agent"), node.DataFolder, servers.ProgramFolder, node.Port, node.Host, agents.Count > 0 ? agents[0].Address.Port : 0));
            }

            fleet = new OpenGaussFleet(servers, agents, seed, configure);
            await fleet.StartHostAsync();
            await fleet.WaitForAsync("all instances are discovered and well", async () =>
            {
                if ((await fleet.Store.GetClustersAsync(CancellationToken.None)).FirstOrDefault(c => c.Primary == fleet.Key(0)) is not { } cluster) return false;
                fleet.ClusterId = cluster.ClusterId;
                var members = await fleet.MembersAsync();
                return members.Count == servers.Nodes.Count && members.All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true });
            }, Generous);
            return fleet;
        }
        catch
        {
            if (fleet is not null) await fleet.DisposeAsync();
            else await StopAsync(agents, servers);
            throw;
        }
    }

    public InstanceKey Key(int node) => new(DatabaseEngine.OpenGauss, Topology.Nodes[node].Host, Topology.Nodes[node].Port);

    public int Node(InstanceKey key) => Topology.Nodes.ToList().FindIndex(n => n.Host == key.Host && n.Port == key.Port);

    public async Task<IReadOnlyList<ClusterMember>> MembersAsync() => await Store.GetMembersAsync(ClusterId, CancellationToken.None);

    public async Task<ClusterMember> MemberAsync(int node) => (await MembersAsync()).Single(m => m.Key == Key(node));

    /// <summary>A client that writes wherever the app says the primary is.</summary>
    public WriterProbe StartWriter() => new(FindPrimaryAsync, WriterOptions.PostgreSql);

    /// <summary>Asks for a planned takeover and waits for its end.</summary>
    public async Task<RecoveryOutcome> HandOverAsync(int node)
    {
        var request = await TakeoverRequestAsync(Key(node));
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(nameof(RecoverCluster), request, new StartOrchestrationOptions(RecoverCluster.InstanceId(ClusterId)));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var ended = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
        return ended.FailureDetails is { } failure ? throw new InvalidOperationException(failure.ErrorMessage) : ended.ReadOutputAs<RecoveryOutcome>()!;
    }

    /// <summary>Waits for the recovery that follows a fault and has an end that is good.</summary>
    public async Task<InstanceKey> WaitForSuccessorAsync()
    {
        var recovery = await WaitForRecoveryAsync(Generous);
        return recovery is { Status: RecoveryStatus.Succeeded, Successor: { } successor } ? successor : throw new InvalidOperationException(await DescribeAsync());
    }

    /// <summary>Waits until a former primary is a standby like any other.</summary>
    public async Task WaitForRejoinAsync(int node, int primary)
    {
        await WaitForAsync($"node {node} has rejoined", async () => (await StateAsync()).Demoted.Count == 0);
        await WaitForSourceAsync(node, primary);
        if (!await Topology.Nodes[node].QueryAsync<bool>("SELECT pg_is_in_recovery()")) throw new InvalidOperationException($"Node {node} is no standby.");
    }

    /// <summary>Asks the app's API for something.</summary>
    public async Task<JsonElement> PostAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Options.ListenAddress}") };
        using var answer = await http.PostAsync($"/api/opengauss/v2/{path}", content: null);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Waits until a node streams from another one.</summary>
    public Task WaitForSourceAsync(int node, params int[] sources) => WaitForAsync($"node {node} streams from {string.Join(" or ", sources)}", async () =>
        await MemberAsync(node) is { IsLastCheckValid: true, Snapshot.Replication: { IsRunning: true, Source: var source } } && sources.Any(s => Key(s) == source), Generous);

    public new Task WaitForAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null) => base.WaitForAsync(what, condition, limit ?? Generous);

    protected override async ValueTask StopServersAsync() => await StopAsync(Agents, Topology);

    private static async Task StopAsync(IEnumerable<AgentProgram> agents, OpenGaussTopology topology)
    {
        foreach (var agent in agents) agent.Dispose();
        await topology.DisposeAsync();
    }
}
