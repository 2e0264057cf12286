using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Tests.Support;

/// <summary>Speaks just enough of the MySQL protocol to fail in ways that no real server does on demand.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _loop;
    private int _connections;

    public FakeServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public InstanceKey Key => new(DatabaseEngine.MySql, "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Waits until the test ends.</summary>
    public static Task SilenceAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>The greeting of a server of the given version with a native password.</summary>
    public static Task GreetAsync(NetworkStream stream, string version = "8.0.36")
    {
        List<byte> body = [10, .. Encoding.ASCII.GetBytes(version), 0, 1, 0, 0, 0, .. "abcdefgh"u8, 0];
        body.AddRange([0xff, 0xf7, 33, 2, 0, 0x0f, 0x80, 21]);
        body.AddRange(new byte[10]);
        body.AddRange([.. "ijklmnopqrst"u8, 0, .. "mysql_native_password"u8, 0]);
        return SendAsync(stream, 0, [.. body]);
    }

    /// <summary>An error packet.</summary>
    public static Task FailAsync(NetworkStream stream, byte sequence, int number, string message, string state = "08004")
    {
        byte[] body = [0xff, (byte)number, (byte)(number >> 8), (byte)'#', .. Encoding.ASCII.GetBytes(state), .. Encoding.UTF8.GetBytes(message)];
        return SendAsync(stream, sequence, body);
    }

    /// <summary>Greets, reads the client's login and accepts it.</summary>
    public static async Task LogInAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await GreetAsync(stream);
        await ReadPacketAsync(stream, cancellationToken);
        await SendAsync(stream, 2, [0, 0, 0, 2, 0, 0, 0]);
    }

    /// <summary>Reads one packet of the client.</summary>
    public static async Task<byte[]> ReadPacketAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var header = new byte[4];
        await stream.ReadExactlyAsync(header, cancellationToken);
        var body = new byte[header[0] | (header[1] << 8) | (header[2] << 16)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    public static async Task SendAsync(NetworkStream stream, byte sequence, byte[] body)
    {
        var packet = new byte[body.Length + 4];
        BinaryPrimitives.WriteInt32LittleEndian(packet, body.Length);
        packet[3] = sequence;
        body.CopyTo(packet, 4);
        await stream.WriteAsync(packet);
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
        using (client)
        {
            try
            {
                // A packet of its own for each row, and the client acknowledges late.
                client.NoDelay = true;
                await _serve(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client has left, or the test ends.
            }
        }
    }
}
