using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Topologies.OpenGauss;

/// <summary>
/// A stand-in for an openGauss cluster: real PostgreSQL servers that stream from each other, with programs named gs_ctl, gs_om, cm_ctl, gs_guc
/// and gsql that answer in openGauss's formats from live data and carry out what they are told. Nodes below another standby are cascade standbys.
/// </summary>
public sealed class OpenGaussTopology : IAsyncDisposable
{
    /// <summary>The database's account with openGauss's functions, those that PostgreSQL has under the same name among them.</summary>
    public const string ManagerUser = "omm";

    private OpenGaussTopology(PostgreSqlTopology servers) => Servers = servers;

    /// <summary>What is under it.</summary>
    public PostgreSqlTopology Servers { get; }

    public IReadOnlyList<PostgreSqlNode> Nodes => Servers.Nodes;

    public PostgreSqlNode Primary => Nodes[0];

    /// <summary>Where openGauss's programs are: an agent's BinFolder.</summary>
    public string ProgramFolder => Path.Combine(Servers.Folder, "og");

    /// <summary>The file in which each change that gs_ctl made to a node is a line; there from the first one on.</summary>
    public string Calls(int node) => Path.Combine(Nodes[node].Folder, "calls");

    /// <param name="options">As for PostgreSQL; addresses are separate, as openGauss tells nodes apart by them.</param>
    /// <param name="hasManager">There is a cm_ctl that says openGauss's own manager looks after the cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TopologyException">It cannot be had on this machine.</exception>
    public static async Task<OpenGaussTopology> StartAsync(PostgreSqlTopologyOptions options, bool hasManager = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var topology = new OpenGaussTopology(await PostgreSqlTopology.StartAsync(options with { SeparateAddresses = true }, cancellationToken));
        try
        {
            await topology.WriteProgramsAsync(hasManager, cancellationToken);
            await topology.CreateFunctionsAsync(cancellationToken);
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node says this of itself, whatever its state is: for states that PostgreSQL cannot reach.</summary>
    /// <param name="node">Whose.</param>
    /// <param name="state">Such as <c>Need repair</c>; null: the true one again.</param>
    /// <param name="detail">Such as <c>WAL segment removed</c>.</param>
    public static void Inject(PostgreSqlNode node, string? state, string detail = "Normal")
    {
        ArgumentNullException.ThrowIfNull(node);
        var file = Path.Combine(node.Folder, "inject");
        if (state is null)
            File.Delete(file);
        else
            File.WriteAllText(file, $"{state}|{detail}\n");
    }

    /// <summary>Whichever node is told first to take over by a failover cannot, then and ever.</summary>
    /// <returns>The file that holds that node's name from then on.</returns>
    public string FailFirstFailover()
    {
        var file = Path.Combine(Servers.Folder, "fail-first");
        File.WriteAllText(file, "");
        return file;
    }

    /// <summary>Its next builds stand still for a time after they have begun.</summary>
    public static void SlowBuild(PostgreSqlNode node, int? seconds)
    {
        ArgumentNullException.ThrowIfNull(node);
        var file = Path.Combine(node.Folder, "slow-build");
        if (seconds is null)
            File.Delete(file);
        else
            File.WriteAllText(file, $"{seconds}\n");
    }

    public ValueTask DisposeAsync() => Servers.DisposeAsync();

    private async Task CreateFunctionsAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(OpenGaussTopology).Assembly.GetManifestResourceStream("openGauss.sql")!;
        using var reader = new StreamReader(stream);
        await Primary.ExecuteAsync(await reader.ReadToEndAsync(cancellationToken), cancellationToken);
    }

    private async Task WriteProgramsAsync(bool hasManager, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Nodes.Count; i++)
        {
            var cascade = Servers.Options.Layout.SourceOf[i] > 0;
            await File.WriteAllTextAsync(
                Path.Combine(Nodes[i].Folder, "node.env"),
                $"""
                name={Nodes[i].Name}
                host={Nodes[i].Host}
                port={Nodes[i].Port}
                id={6001 + i}
                configured={(i == 0 ? 'P' : cascade ? 'C' : 'S')}
                cascade={(cascade ? 1 : 0)}
                replication_user={PostgreSqlAccounts.ReplicationUser}
                replication_password={PostgreSqlAccounts.ReplicationPassword}
                manager_password={PostgreSqlAccounts.ManagerPassword}

                """,
                cancellationToken);
        }

        Directory.CreateDirectory(ProgramFolder);
        var assembly = typeof(OpenGaussTopology).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("openGauss/", StringComparison.Ordinal)))
        {
            var program = Path.GetFileName(resource);
            if (program == "cm_ctl" && !hasManager)
                continue;
            var path = Path.Combine(ProgramFolder, program);
            await using (var file = File.Create(path))
            await using (var source = assembly.GetManifestResourceStream(resource)!)
                await source.CopyToAsync(file, cancellationToken);
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }
}
