using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Engines.MySql.Tests.Support;

/// <summary>A loopback proxy that counts round trips: how often the client sends after it has heard from the server.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _loop;
    private int _roundTrips;
    private int _connections;

    public CountingProxy(int target, IPAddress? address = null)
    {
        _target = target;
        _listener = new(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int RoundTrips => Volatile.Read(ref _roundTrips);

    public int Connections => Volatile.Read(ref _connections);

    public void Reset()
    {
        Volatile.Write(ref _roundTrips, 0);
        Volatile.Write(ref _connections, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                var heard = true;
                var up = CopyAsync(client, server, () =>
                {
                    if (heard) Interlocked.Increment(ref _roundTrips);
                    heard = false;
                });
                var down = CopyAsync(server, client, () => heard = true);
                await Task.WhenAny(up, down);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the ends is gone.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Action seen)
    {
        var buffer = new byte[65536];
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            seen();
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
