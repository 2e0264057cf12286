using System.Diagnostics;

namespace Ham4Db.Topologies.PostgreSql;

/// <summary>
/// Real PostgreSQL servers that stream from each other on this machine. Disposing it leaves nothing behind;
/// neither does the end of this process, SIGKILL included.
/// </summary>
public sealed class PostgreSqlTopology : IAsyncDisposable
{
    // Whoever started a server (an agent, a program of the stand-in): its data folder is its working directory.
    private const string KillServers = """
        for f in "$1"/*/data/postmaster.pid; do
          p=$(head -n 1 "$f" 2>/dev/null) || continue
          case $(readlink "/proc/$p/cwd") in "$1"/*) kill -9 "$p" $(cat "/proc/$p/task/$p/children");; esac
        done 2>/dev/null
        """;

    private static readonly TimeSpan ReplicationTimeout = TimeSpan.FromSeconds(60);
    private readonly PostgreSqlInstallation _installation;
    private readonly Janitor _janitor;
    private int _disposed;

    private PostgreSqlTopology(PostgreSqlInstallation installation, PostgreSqlTopologyOptions options, string folder, IReadOnlyList<PostgreSqlNode> nodes)
    {
        _installation = installation;
        Options = options;
        Folder = folder;
        Nodes = nodes;
        _janitor = new Janitor(folder, KillServers);
    }

    public PostgreSqlTopologyOptions Options { get; }

    /// <summary>In the order of the layout.</summary>
    public IReadOnlyList<PostgreSqlNode> Nodes { get; }

    /// <summary>The node that was the primary at the start.</summary>
    public PostgreSqlNode Primary => Nodes[0];

    /// <summary>Holds everything of the nodes.</summary>
    public string Folder { get; }

    /// <summary>PostgreSQL's programs, each of which runs as the servers' account whoever calls it: what an agent under test is given.</summary>
    public string BinFolder => Path.Combine(Folder, "bin");

    /// <summary>Returns when every standby streams and has the table <c>writes (id bigint primary key, token text)</c>.</summary>
    /// <exception cref="TopologyException">It cannot be had on this machine.</exception>
    public static async Task<PostgreSqlTopology> StartAsync(PostgreSqlTopologyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var installation = await PostgreSqlInstallation.FindAsync(options.Progress, cancellationToken);
        var template = await PostgreSqlTemplate.EnsureAsync(installation, options.Progress, cancellationToken);
        var folder = DataFolder.Create(options.Folder);
        // The servers' account must get to its nodes' folders, and they are closed to others again.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var nodes = options.Layout.SourceOf
            .Select((_, index) => new PostgreSqlNode(installation, index, Path.Combine(folder, $"{index + 1}"), options.SeparateAddresses ? $"127.0.0.{11 + index}" : "127.0.0.1", FreePorts.Choose()))
            .ToList();
        var topology = new PostgreSqlTopology(installation, options, folder, nodes);
        try
        {
            await topology.WriteProgramsAsync(cancellationToken);
            await Task.WhenAll(nodes.Select((_, index) => topology.PrepareAsync(index, template, cancellationToken)));
            await topology.Primary.StartAsync(cancellationToken);
            await Task.WhenAll(nodes.Skip(1).Select(node => node.StartAsync(cancellationToken)));
            await topology.ReplicateAsync(cancellationToken);
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>The source that a node had at the start; null for the first primary.</summary>
    public PostgreSqlNode? SourceOf(int index) => Options.Layout.SourceOf[index] is >= 0 and var source ? Nodes[source] : null;

    /// <summary>What a node's primary_conninfo must be to stream from another.</summary>
    public string ConnInfo(PostgreSqlNode node, PostgreSqlNode source)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(source);
        return PostgreSqlConfiguration.ConnInfo(source.Host, source.Port, node.Name);
    }

    /// <summary>Makes a file the servers' own, which only they can read.</summary>
    public void GiveToServers(string file)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Shell.RunAsync("chown", [$"{(Environment.IsPrivilegedProcess ? _installation.User : Environment.UserName)}:", file], CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Kills the servers and removes their data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var node in Nodes)
            node.Kill();
        await _janitor.DisposeAsync();
    }

    private async Task PrepareAsync(int index, string template, CancellationToken cancellationToken)
    {
        var node = Nodes[index];
        Directory.CreateDirectory(node.SocketFolder);
        await PostgreSqlTemplate.CopyToAsync(template, node.DataFolder, cancellationToken);
        var source = SourceOf(index);
        var slot = Options.UseSlots && source is not null ? node.Name : null;
        await File.WriteAllTextAsync(
            Path.Combine(node.DataFolder, "postgresql.conf"), PostgreSqlConfiguration.Settings(node, node.SocketFolder, Options.ExtraSettings), cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(node.DataFolder, "postgresql.auto.conf"),
            PostgreSqlConfiguration.AutoSettings(source is null ? "" : ConnInfo(node, source), slot, index == 0 ? Options.SynchronousStandbyNames : ""),
            cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(node.DataFolder, "pg_hba.conf"), PostgreSqlConfiguration.HostBasedAuthentication, cancellationToken);
        if (source is not null)
            await File.WriteAllTextAsync(Path.Combine(node.DataFolder, "standby.signal"), "", cancellationToken);
        // The servers' own from the first, as their programs write to it too.
        await File.WriteAllTextAsync(node.LogPath, "", cancellationToken);
        await PostgreSqlTemplate.OwnAsync(node.Folder, _installation, cancellationToken);
    }

    // Agents start many: no more programs than must be. Whoever only asks may do so as anybody, and whoever is that account already, such as a program
    // of a program, may change to no other.
    private string Script(string program)
    {
        var change = Environment.IsPrivilegedProcess && Path.GetFileName(program) is not ("psql" or "pg_controldata")
            ? $"[ ! -r /etc/shadow ] || exec setpriv --reuid={_installation.User} --regid={_installation.User} --clear-groups {program} \"$@\"\n"
            : "";
        var libraries = _installation.LibraryPath.Length > 0 ? $"export LD_LIBRARY_PATH={_installation.LibraryPath}\n" : "";
        return $"#!/bin/sh\nexport LC_ALL=C.UTF-8\n{libraries}{change}exec {program} \"$@\"\n";
    }

    private async Task WriteProgramsAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(BinFolder);
        foreach (var program in Directory.EnumerateFiles(_installation.BinFolder))
        {
            var script = Path.Combine(BinFolder, Path.GetFileName(program));
            await File.WriteAllTextAsync(script, Script(program), cancellationToken);
            File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        }
    }

    private async Task ReplicateAsync(CancellationToken cancellationToken)
    {
        for (var i = 1; i < Nodes.Count; i++)
        {
            if (Options.UseSlots)
                await SourceOf(i)!.ExecuteAsync($"SELECT pg_create_physical_replication_slot('{Nodes[i].Name}', true)", cancellationToken);
        }

        await Primary.ExecuteAsync("CREATE TABLE writes (id bigint PRIMARY KEY, token text)", cancellationToken);
        await Task.WhenAll(Nodes.Skip(1).Select(node => UntilAsync(
            $"{node.Name} has the first transactions of {Primary.Name}",
            async () => await node.QueryAsync<bool>("SELECT to_regclass('writes') IS NOT NULL", cancellationToken),
            cancellationToken)));
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
