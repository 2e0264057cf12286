using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Bench;

/// <summary>Passes connections on to a server and counts requests and bytes.</summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private long _requests;
    private long _sent;
    private long _received;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Times that the client spoke after it had been answered: one round trip each.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public long BytesSent => Interlocked.Read(ref _sent);

    public long BytesReceived => Interlocked.Read(ref _received);

    public static Task<CountingRelay> StartAsync(string host, int port)
    {
        var relay = new CountingRelay();
        relay._listener.Start();
        _ = relay.AcceptAsync(host, port);
        return Task.FromResult(relay);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(string host, int port)
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var server = new TcpClient();
            await server.ConnectAsync(host, port, _stop.Token);
            client.NoDelay = server.NoDelay = true;
            var answered = new Turn();
            _ = PumpAsync(client, server, count => { Interlocked.Add(ref _sent, count); if (answered.Take()) Interlocked.Increment(ref _requests); });
            _ = PumpAsync(server, client, count => { Interlocked.Add(ref _received, count); answered.Give(); });
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Action<int> count)
    {
        var buffer = new byte[65536];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0;)
            {
                count(read);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone.
        }

        from.Dispose();
        to.Dispose();
    }

    private sealed class Turn
    {
        private int _answered = 1;

        public bool Take() => Interlocked.Exchange(ref _answered, 0) == 1;

        public void Give() => Interlocked.Exchange(ref _answered, 1);
    }
}
