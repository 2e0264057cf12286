using System.Net.Sockets;
using System.Text;

namespace Ham4Db.Simulation;

/// <summary>One client's connection to a simulated server. Every login is accepted.</summary>
internal sealed class SimulatedConnection(SimulatedServer server, Socket socket)
{
    public const string Version = "8.4.6";

    private const byte Quit = 1;
    private const byte Query = 3;
    private const byte HeaderLength = 4;

    private readonly byte[] _received = new byte[8192];
    private int _start;
    private int _end;

    public SimulatedServer Server => server;

    /// <summary>Breaks it as a process does that dies.</summary>
    public void Reset() => socket.Close(0);

    /// <summary>Serves it until one side ends it.</summary>
    public async Task ServeAsync()
    {
        var packets = new PacketWriter();
        packets.Greeting(Version);
        await SendAsync(packets);
        await ReadPacketAsync();
        packets.Reset(sequence: 2);
        packets.Answer(Answer.Done, isLast: true);
        await SendAsync(packets);
        while (true)
        {
            var packet = await ReadPacketAsync();
            if (packet.Length == 0 || packet.Span[0] == Quit) return;
            packets.Reset(sequence: 1);
            if (packet.Span[0] == Query) Run(Encoding.UTF8.GetString(packet.Span[1..]), packets);
            else packets.Answer(Answer.Done, isLast: true);
            await SendAsync(packets);
        }
    }

    private void Run(string batch, PacketWriter packets)
    {
        var statements = Statement.Of(batch);
        for (var i = 0; i < statements.Count; i++)
        {
            var answer = statements[i].Run(server);
            packets.Answer(answer, isLast: i + 1 == statements.Count);
            if (answer.Error.Length > 0) return;
        }
    }

    private async Task SendAsync(PacketWriter packets)
    {
        // One that hangs has heard, and says nothing until it wakes.
        while (server.Fault == ServerFault.Hung) await Task.Delay(20);
        if (server.Fault == ServerFault.None) await socket.SendAsync(packets.Written);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadPacketAsync()
    {
        if (_start == _end) _start = _end = 0;
        while (true)
        {
            var have = _end - _start;
            if (have >= HeaderLength)
            {
                var length = _received[_start] | (_received[_start + 1] << 8) | (_received[_start + 2] << 16);
                if (length > _received.Length - HeaderLength) throw new IOException($"A packet of {length} bytes is more than a simulated server takes.");
                if (have >= HeaderLength + length)
                {
                    var body = new ReadOnlyMemory<byte>(_received, _start + HeaderLength, length);
                    _start += HeaderLength + length;
                    return body;
                }
            }

            if (_start > 0)
            {
                _received.AsSpan(_start, have).CopyTo(_received);
                (_start, _end) = (0, have);
            }

            var received = await socket.ReceiveAsync(_received.AsMemory(_end));
            if (received == 0) return ReadOnlyMemory<byte>.Empty;
            _end += received;
        }
    }
}
