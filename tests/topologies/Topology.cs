using System.Diagnostics;

namespace Ham4Db.Topologies;

/// <summary>
/// Real servers that replicate from each other on this machine. Disposing it leaves nothing behind;
/// neither does the end of this process, SIGKILL included.
/// </summary>
public sealed class Topology : IAsyncDisposable
{
    private static readonly TimeSpan ReplicationTimeout = TimeSpan.FromSeconds(30);
    private readonly Janitor _janitor;
    private int _disposed;

    private Topology(TopologyOptions options, IReadOnlyList<DatabaseServer> servers, Janitor janitor, TopologyNetwork? network)
    {
        Options = options;
        Servers = servers;
        _janitor = janitor;
        Network = network;
    }

    public TopologyOptions Options { get; }

    /// <summary>In the order of the layout.</summary>
    public IReadOnlyList<DatabaseServer> Servers { get; }

    /// <summary>The server that was the primary at the start.</summary>
    public DatabaseServer Primary => Servers[0];

    /// <summary>Faults of the network; null when the servers listen on loopback.</summary>
    public TopologyNetwork? Network { get; }

    /// <summary>The failover manager's account, with <see cref="ManagerGrants"/> and nothing else.</summary>
    public string ManagerUser => Accounts.ManagerUser;

    public string ManagerPassword => Accounts.ManagerPassword;

    public string ReplicationUser => Accounts.ReplicationUser;

    public string ReplicationPassword => Accounts.ReplicationPassword;

    /// <summary>An ordinary client's account: may read and write rows of <see cref="DemoSchema"/>, where the server is writable.</summary>
    public string AppUser => Accounts.AppUser;

    public string AppPassword => Accounts.AppPassword;

    /// <summary>Database with one empty table, <c>writes</c>, for <see cref="WriterProbe"/>.</summary>
    public string DemoSchema => Accounts.DemoSchema;

    /// <summary>Returns when every replica replicates, has the demo's table, and (with semi-sync) is known to its source as a semi-synchronous one.</summary>
    /// <exception cref="TopologyException">It cannot be had on this machine.</exception>
    public static async Task<Topology> StartAsync(TopologyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var installation = await ServerBinaries.InstallAsync(options.Flavor, options.Progress, cancellationToken);
        var template = await DataTemplate.EnsureAsync(installation, options.Progress, cancellationToken);
        var folder = DataFolder.Create(options.Folder);
        var network = options.UseNetworkNamespaces ? new TopologyNetwork(options.Layout.SourceOf.Count) : null;
        var janitor = new Janitor(folder, network?.RemovalCommands ?? "");
        var servers = options.Layout.SourceOf.Select((_, index) => NewServer(installation, options, index, folder, network)).ToArray();
        var topology = new Topology(options, servers, janitor, network);
        try
        {
            if (network is not null)
                await network.CreateAsync(cancellationToken);
            await Task.WhenAll(servers.Select(server => Task.Run(
                async () =>
                {
                    DataTemplate.CopyTo(template, Path.Combine(folder, $"{server.ServerNumber}", "data"));
                    await server.StartAsync(cancellationToken);
                },
                cancellationToken)));
            await topology.ReplicateAsync(cancellationToken);
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the servers and removes their data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var server in Servers)
            server.Kill();
        await _janitor.DisposeAsync();
    }

    private static DatabaseServer NewServer(ServerInstallation installation, TopologyOptions options, int index, string folder, TopologyNetwork? network)
    {
        var own = Path.Combine(folder, $"{index + 1}");
        var host = network?.AddressOf(index) ?? "127.0.0.1";
        var port = network is null ? FreePorts.Choose() : 3306;
        return new DatabaseServer(
            installation, index, own, host, port, network?.NamespaceOf(index),
            actualPort => ServerConfiguration.Text(installation, options, index, own, host, actualPort));
    }

    private async Task ReplicateAsync(CancellationToken cancellationToken)
    {
        var sourceOf = Options.Layout.SourceOf;
        await Task.WhenAll(Servers.Skip(1).Select((replica, i) =>
            replica.ExecuteAsync(ReplicationStatements.Follow(Options.Flavor, Servers[sourceOf[i + 1]], Options.UseGtid), cancellationToken)));
        await Primary.ExecuteAsync(ReplicationStatements.BecomePrimary(Options.Flavor, Options.SemiSync), cancellationToken);
        await Primary.ExecuteAsync(ReplicationStatements.CreateDemoSchema, cancellationToken);
        await Task.WhenAll(Servers.Skip(1).Select(replica => UntilAsync(
            $"server {replica.ServerNumber} has the first transactions of server 1",
            async () => await replica.QueryAsync<int>(ReplicationStatements.CountDemoTable, cancellationToken) == 1,
            cancellationToken)));
        if (Options.SemiSync)
        {
            var direct = sourceOf.Count(source => source == 0);
            await UntilAsync(
                "server 1 has semi-synchronous replicas",
                async () => await Primary.QueryAsync<int>(ReplicationStatements.SemiSyncClients(Options.Flavor), cancellationToken) == direct,
                cancellationToken);
        }
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > ReplicationTimeout)
                throw new TopologyException($"Waited {ReplicationTimeout.TotalSeconds:0} s in vain until {what}.");
            await Task.Delay(10, cancellationToken);
        }
    }
}
