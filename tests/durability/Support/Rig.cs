using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Storage;
using Ham4Db.Topologies;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests.Support;

/// <summary>A real topology, the manager of it, and what everybody can see of both.</summary>
public sealed partial class Rig : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-kill-").FullName;
    private readonly SqliteTableStore _tables;
    private readonly WritableChecker _checker;
    private readonly bool _ownsTopology;
    private readonly Func<Ham4DbOptions, Ham4DbOptions>? _configure;
    private bool _mayDie;
    private string _lastWords = "";

    private Rig(Topology topology, bool ownsTopology, Boundary? killAt, Func<Ham4DbOptions, Ham4DbOptions>? configure)
    {
        (Topology, _ownsTopology, _mayDie, _configure) = (topology, ownsTopology, killAt is not null, configure);
        _tables = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        Store = new FleetStore(_tables);
        _checker = new WritableChecker(topology.Servers);
        Manager = ManagerProcess.Start(OptionsOf("first"), killAt);
    }

    public Topology Topology { get; }

    public FleetStore Store { get; }

    /// <summary>The manager; another one after it was killed.</summary>
    public ManagerProcess Manager { get; private set; }

    public string ClusterId { get; private set; } = "";

    /// <summary>How often the manager was killed.</summary>
    public int Deaths { get; private set; }

    public int MostWritable => _checker.MaxSimultaneouslyWritable;

    /// <summary>Returns when the manager has found the whole topology from one seed.</summary>
    public static async Task<Rig> StartAsync(
        ServerFlavor flavor, TopologyLayout? layout = null, bool useGtid = true, Func<Ham4DbOptions, Ham4DbOptions>? configure = null) =>
        await StartAsync(await StartTopologyAsync(flavor, layout, useGtid), ownsTopology: true, configure: configure);

    /// <inheritdoc cref="StartAsync(ServerFlavor, TopologyLayout, bool, Func{Ham4DbOptions, Ham4DbOptions})"/>
    /// <param name="topology">What is to be found; it stays.</param>
    /// <param name="killAt">Where the manager is killed meanwhile.</param>
    public static Task<Rig> StartAsync(Topology topology, Boundary? killAt) => StartAsync(topology, ownsTopology: false, killAt);

    public static Task<Topology> StartTopologyAsync(ServerFlavor flavor, TopologyLayout? layout = null, bool useGtid = true) =>
        Topology.StartAsync(new TopologyOptions { Flavor = flavor, Layout = layout ?? TopologyLayout.ThreeNodes, UseGtid = useGtid });

    private static async Task<Rig> StartAsync(
        Topology topology, bool ownsTopology, Boundary? killAt = null, Func<Ham4DbOptions, Ham4DbOptions>? configure = null)
    {
        var rig = new Rig(topology, ownsTopology, killAt, configure);
        try
        {
            await rig.UntilAsync("all instances are found and well", rig.IsFoundAsync);
            var key = new PrimaryKey(rig.PrimaryKeyName, rig.ClusterId, rig.KeyOf(rig.Topology.Primary), "", "");
            await rig.Store.TrySavePrimaryKeyAsync(key, version: null, CancellationToken.None);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Options of a manager with a data folder of its own; all share one store.</summary>
    public Ham4DbOptions OptionsOf(string manager) => _configure?.Invoke(DefaultsOf(manager)) ?? DefaultsOf(manager);

    private Ham4DbOptions DefaultsOf(string manager) => new()
    {
        DataFolder = Path.Combine(_folder, manager),
        Storage = "sqlite:" + Path.Combine(_folder, "fleet.db"),
        ListenAddress = "127.0.0.1:0",
        MySQLTopologyUser = Topology.ManagerUser,
        MySQLTopologyPassword = Topology.ManagerPassword,
        MySQLReplicationUser = Topology.ReplicationUser,
        MySQLReplicationPassword = Topology.ReplicationPassword,
        RecoverMasterClusterFilters = ["*"],
        RecoverIntermediateMasterClusterFilters = ["*"],
        // A second recovery of the same fault must not be hidden by the block that follows the first.
        RecoveryPeriodBlockSeconds = 0,
        DiscoverySeeds = [$"{Topology.Servers[^1].Host}:{Topology.Servers[^1].Port}"],
    };

    /// <summary>The key under which the primary is found.</summary>
    public string PrimaryKeyName => "mysql/master/" + ClusterId;

    public Task KillAtAsync(Boundary boundary)
    {
        _mayDie = true;
        return Manager.KillAtAsync(boundary);
    }

    /// <summary>Waits; a manager that was killed as it was told to is started again on its data.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> condition) => Wait.ForAsync(
        what,
        async () =>
        {
            if (Manager.IsRunning) return await condition();
            if (!_mayDie || !Manager.WasKilled)
            {
                await Manager.DisposeAsync();
                throw new InvalidOperationException($"The manager ended by itself.\n{Manager}");
            }

            await RestartManagerAsync();
            return false;
        },
        DescribeAsync);

    /// <summary>Starts a manager that was killed again on its data.</summary>
    /// <param name="holdAt">Where it is to wait.</param>
    public async Task RestartManagerAsync(params IReadOnlyList<Boundary> holdAt)
    {
        _mayDie = false;
        Deaths++;
        await Manager.DisposeAsync();
        _lastWords = string.Join('\n', Manager.Lines.TakeLast(25));
        Manager = ManagerProcess.Start(OptionsOf("first"), holdAt: holdAt);
    }

    /// <summary>A request to hand the role of the primary over.</summary>
    public async Task<RecoveryRequest> TakeoverAsync() => new()
    {
        ClusterId = ClusterId,
        Kind = RecoveryKind.PlannedTakeover,
        Primary = await PrimaryAsync(),
        ChooseSuccessor = true,
        StartOldPrimary = true,
        Actor = "test",
    };

    public InstanceKey KeyOf(DatabaseServer server) => new(DatabaseEngine.MySql, server.Host, server.Port);

    public DatabaseServer ServerOf(InstanceKey key) => Topology.Servers.Single(s => s.Port == key.Port);

    public Task<ClusterState> StateAsync() => Store.GetStateAsync(ClusterId, CancellationToken.None);

    public async Task<IReadOnlyList<RecoveryRecord>> RecoveriesAsync()
    {
        List<RecoveryRecord> all = [];
        await foreach (var recovery in Store.GetRecoveriesAsync(CancellationToken.None))
        {
            if (recovery.ClusterId == ClusterId) all.Add(recovery);
        }

        return all;
    }

    /// <summary>Who everybody is told is the primary.</summary>
    public async Task<InstanceKey> PrimaryAsync() =>
        (await Store.FindClusterAsync(ClusterId, CancellationToken.None))?.Primary ?? throw new InvalidOperationException("no primary");

    public WriterProbe NewWriter() => new(
        async _ =>
        {
            var primary = await PrimaryAsync();
            return (primary.Host, primary.Port);
        },
        new WriterOptions { Pause = TimeSpan.FromMilliseconds(10) });

    public async Task<string> DescribeAsync()
    {
        List<string> lines = [];
        foreach (var server in Topology.Servers) lines.Add(server.IsRunning ? $"{await ServerStatus.ReadAsync(server)}" : $"{server.Port} is down");
        foreach (var cluster in await Store.GetClustersAsync(CancellationToken.None))
        {
            lines.Add($"cluster {cluster.ClusterId} primary {cluster.Primary} findings {string.Join(", ", cluster.Findings.Select(f => $"{f.Code}@{f.Instance}"))}");
            var state = await Store.GetStateAsync(cluster.ClusterId, CancellationToken.None);
            lines.Add($"epoch {state.Epoch} active {state.ActiveRecovery?.Uid} demoted {string.Join(", ", state.Demoted)} downtimes {string.Join(", ", state.Downtimes.Keys)} block {state.Block?.Reason}");
        }

        foreach (var recovery in (await RecoveriesAsync()).Take(2))
        {
            lines.Add($"recovery {recovery.Uid} {recovery.Status} {recovery.Failed} -> {recovery.Successor} {string.Join(" / ", recovery.Errors)}");
            lines.AddRange((await Store.GetStepsAsync(recovery.Uid, CancellationToken.None)).Select(s => $"  {s.StartedAt:HH:mm:ss.fff} {s.EndedAt:ss.fff} {s.Step} {s.Target} {s.Error}"));
        }

        return $"{string.Join('\n', lines)}\n{Manager}\nthe one before it ended with:\n{_lastWords}";
    }

    public async ValueTask DisposeAsync()
    {
        await Manager.DisposeAsync();
        await _checker.DisposeAsync();
        if (_ownsTopology) await Topology.DisposeAsync();
        await _tables.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsFoundAsync()
    {
        if (await Store.GetClustersAsync(CancellationToken.None) is not [{ Primary: { } primary } cluster] || primary != KeyOf(Topology.Primary)) return false;
        ClusterId = cluster.ClusterId;
        var members = await Store.GetMembersAsync(ClusterId, CancellationToken.None);
        return members.Count == Topology.Servers.Count
            && (await Store.GetDirectoryAsync(CancellationToken.None)).Count == Topology.Servers.Count
            && members.All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true });
    }
}
