using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Simulation;

/// <summary>
/// Thousands of MySQL servers in one process behind one listening socket: each has an address of its own in 127.0.0.0/8, all of which are this machine's.
/// They have a state of replication and no data.
/// </summary>
public sealed class SimulatedFleet : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Dictionary<string, SimulatedServer> _servers = [];
    private readonly ConcurrentDictionary<SimulatedConnection, bool> _connections = [];
    private readonly Action<SimulatedServer> _promoted;
    private readonly Task _accepting;

    private SimulatedFleet(FleetOptions options, Action<SimulatedServer> promoted)
    {
        _promoted = promoted;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Any, options.Port));
        _listener.Listen(4096);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Clusters = [.. Enumerable.Range(0, (options.Instances + options.ClusterSize - 1) / options.ClusterSize).Select(i => NewCluster(options, i * options.ClusterSize))];
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public IReadOnlyList<SimulatedCluster> Clusters { get; }

    /// <param name="options">What is simulated.</param>
    /// <param name="promoted">Told of each server that was told to take writes.</param>
    public static SimulatedFleet Start(FleetOptions options, Action<SimulatedServer> promoted) => new(options, promoted);

    /// <summary>Does something to a server, or makes it well.</summary>
    public void Inflict(SimulatedServer server, ServerFault fault)
    {
        server.Cluster.Change(() => server.Fault = fault);
        if (fault != ServerFault.Dead) return;
        foreach (var connection in _connections.Keys.Where(c => c.Server == server)) connection.Reset();
    }

    /// <summary>Makes a replica say that it is behind.</summary>
    public static void Delay(SimulatedServer server, int seconds) => server.Cluster.Change(() => server.LagSeconds = seconds);

    /// <summary>The server of an address.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SimulatedServer At(string host) => _servers.TryGetValue(host, out var server) ? server : throw new ArgumentException($"There is no server at {host}.", nameof(host));

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _accepting;
        foreach (var connection in _connections.Keys) connection.Reset();
    }

    private SimulatedCluster NewCluster(FleetOptions options, int first)
    {
        var cluster = new SimulatedCluster(options.WritesPerSecond, _promoted);
        for (var i = 0; i < Math.Min(options.ClusterSize, options.Instances - first); i++)
        {
            // Below the primary; from five on, the last ones below the first replica.
            var source = i == 0 ? null : cluster.Servers[options.ClusterSize >= 5 && i >= options.ClusterSize - 2 ? 1 : 0];
            var number = first + i + 1;
            var host = string.Create(CultureInfo.InvariantCulture, $"127.{1 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");
            _servers[host] = new SimulatedServer(cluster, host, Port, number, source);
        }

        return cluster;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
            catch (Exception e) when (e is SocketException { SocketErrorCode: SocketError.OperationAborted } or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        if (!_servers.TryGetValue(((IPEndPoint)socket.LocalEndPoint!).Address.ToString(), out var server) || server.Fault == ServerFault.Dead)
        {
            socket.Close(0);
            return;
        }

        socket.NoDelay = true;
        var connection = new SimulatedConnection(server, socket);
        _connections[connection] = true;
        try
        {
            await connection.ServeAsync();
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The client has left, or the server has died.
        }
        finally
        {
            _connections.TryRemove(connection, out var __);
        }
    }
}
