using System.Diagnostics;
using Ham4Db.Functions.Configuration;
using Ham4Db.Topologies;
using Ham4Db.Topologies.OpenGauss;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Cli.Demo;

/// <summary>Five servers of an engine that replicate from each other, and the agents beside them where the engine needs some.</summary>
internal sealed class DemoCluster : IAsyncDisposable
{
    // A primary, two standbys, and one below each of these.
    private static readonly TopologyLayout Layout = new([-1, 0, 0, 1, 2]);

    private readonly IAsyncDisposable _topology;
    private readonly Func<Uri, Task<IReadOnlyList<Process>>> _startAgents;
    private IReadOnlyList<Process> _agents = [];

    private DemoCluster(DemoEngine engine, string name, string version, IAsyncDisposable topology, IReadOnlyList<IDatabaseServer> servers, Func<Uri, Task<IReadOnlyList<Process>>>? startAgents = null)
    {
        (Engine, EngineName, Version, _topology, Servers) = (engine, name, version, topology, servers);
        _startAgents = startAgents ?? (_ => Task.FromResult<IReadOnlyList<Process>>([]));
    }

    public DemoEngine Engine { get; }

    /// <summary>For people.</summary>
    public string EngineName { get; }

    public string Version { get; }

    public IReadOnlyList<IDatabaseServer> Servers { get; }

    public IDatabaseServer Primary => Servers[0];

    /// <summary>The one server that the app is told of: a replica of a replica, so that all others must be found, upwards and downwards.</summary>
    public IDatabaseServer Seed => Servers[^1];

    /// <summary>The engine as paths of the API name it.</summary>
    public string ApiEngine => Engine switch
    {
        DemoEngine.PostgreSql => "postgresql",
        DemoEngine.OpenGauss => "opengauss",
        _ => "mysql",
    };

    /// <summary>Its former primary is stopped when another takes over, and set back by the agent beside it; else somebody starts or wakes it.</summary>
    public bool ReturnsByItself => Engine == DemoEngine.OpenGauss;

    /// <summary>A server that somebody starts takes no writes before it is told to. PostgreSQL starts in the role that it had, and accepts some until it is fenced.</summary>
    public bool StartsReadOnly => Engine != DemoEngine.PostgreSql;

    /// <summary>How a client writes.</summary>
    public WriterOptions Writing => Engine is DemoEngine.MariaDb or DemoEngine.MySql ? new WriterOptions() : WriterOptions.PostgreSql;

    /// <summary>Makes the configuration one that can watch it.</summary>
    public Func<Ham4DbOptions, Ham4DbOptions> Configure { get; private init; } = options => options;

    /// <summary>Starts the servers.</summary>
    /// <exception cref="TopologyException">They cannot be had on this machine.</exception>
    public static async Task<DemoCluster> StartAsync(DemoEngine engine, IProgress<string> progress, CancellationToken cancellationToken) => engine switch
    {
        DemoEngine.PostgreSql => ForPostgreSql(await PostgreSqlTopology.StartAsync(new() { Layout = Layout, SynchronousStandbyNames = "ANY 1 (n2, n3)", Progress = progress }, cancellationToken)),
        DemoEngine.OpenGauss => ForOpenGauss(await OpenGaussTopology.StartAsync(new() { Layout = Layout, SynchronousStandbyNames = "ANY 1 (n2, n3)", Progress = progress }, cancellationToken: cancellationToken)),
        _ => ForMySql(engine, await Topology.StartAsync(new() { Flavor = engine == DemoEngine.MySql ? ServerFlavor.MySql : ServerFlavor.MariaDb, Progress = progress }, cancellationToken)),
    };

    /// <summary>Starts the agents, which look for the app or are looked for by it.</summary>
    public async Task StartAgentsAsync(Uri app) => _agents = await _startAgents(app);

    public IDatabaseServer ServerAt(string host, int port) => Servers.Single(server => server.Host == host && server.Port == port);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
        {
            agent.Kill();
            await agent.WaitForExitAsync();
            agent.Dispose();
        }

        await _topology.DisposeAsync();
    }

    private static DemoCluster ForMySql(DemoEngine engine, Topology topology) => new(
        engine, engine == DemoEngine.MySql ? "MySQL" : "MariaDB", topology.Primary.Version.ToString(), topology, topology.Servers)
    {
        Configure = options => options with
        {
            MySQLTopologyUser = topology.ManagerUser,
            MySQLTopologyPassword = topology.ManagerPassword,
            MySQLReplicationUser = topology.ReplicationUser,
            MySQLReplicationPassword = topology.ReplicationPassword,
        },
    };

    private static DemoCluster ForPostgreSql(PostgreSqlTopology topology) => new(
        DemoEngine.PostgreSql,
        "PostgreSQL",
        $"{topology.Primary.MajorVersion}",
        topology,
        topology.Nodes,
        async app => await Task.WhenAll(topology.Nodes.Select(async node => await LaunchAsync(node, await NodeAgent.ConfigureAsync(topology, node, app)))))
    {
        Configure = options => options with
        {
            PostgreSQLTopologyUser = PostgreSqlAccounts.ManagerUser,
            PostgreSQLTopologyPassword = PostgreSqlAccounts.ManagerPassword,
            PostgreSQLTopologySSLMode = "disable",
            AgentToken = NodeAgent.Token,
        },
    };

    private static DemoCluster ForOpenGauss(OpenGaussTopology topology)
    {
        var port = FreePorts.Choose(inARow: 2);
        return new(
            DemoEngine.OpenGauss,
            "openGauss (a stand-in on PostgreSQL)",
            $"{topology.Primary.MajorVersion}",
            topology,
            topology.Nodes,
            async _ => await Task.WhenAll(topology.Nodes.Select(async node => await LaunchAsync(node, await NodeAgent.ConfigureAsync(topology, node, port)))))
        {
            // What the killed primary alone has was told to nobody.
            Configure = options => options with { AgentToken = NodeAgent.Token, AgentPort = port, OpenGaussRebuildOldPrimary = true },
        };
    }

    private static Task<Process> LaunchAsync(PostgreSqlNode node, string configuration) => AgentExecutable.StartWithUsAsync(configuration, Path.Combine(node.Folder, "agent.log"));
}
