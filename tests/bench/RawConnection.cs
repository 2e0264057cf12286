using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Ham4Db.Bench;

/// <summary>Asks one thing again and again on one connection, at as little cost as can be: client and service share the machine.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _head;
    private byte[] _request;
    private readonly bool _follows;
    private readonly byte[] _buffer = new byte[1 << 20];

    public RawConnection(Uri address, string path, string? tag)
    {
        _head = $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n";
        _follows = tag is not null;
        _request = Request(tag);
        _socket.Connect(address.Host, address.Port);
    }

    /// <summary>Status of the latest answer.</summary>
    public int Status { get; private set; }

    /// <summary>Bytes of its body.</summary>
    public int Length { get; private set; }

    public void Ask()
    {
        _socket.Send(_request);
        var (filled, end) = (0, -1);
        while (end < 0)
        {
            filled += Receive(filled);
            end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var head = _buffer.AsSpan(0, end);
        Status = Number(head[9..]);
        // What was asked for has changed: from now on the new version is the known one.
        if (_follows && Status == 200 && head.IndexOf("ETag: "u8) is >= 0 and var mark)
            _request = Request(Encoding.ASCII.GetString(head[(mark + 6)..]).Split('\r')[0]);
        if (head.IndexOf("Content-Length: "u8) is >= 0 and var at)
        {
            var length = Length = Number(head[(at + 16)..]);
            for (var left = length - (filled - end - 4); left > 0;) left -= Receive(0);
        }
        else if (head.IndexOf("chunked"u8) >= 0)
        {
            var body = filled - end - 4;
            Span<byte> tail = stackalloc byte[5];
            var last = _buffer.AsSpan(Math.Max(0, filled - 5), Math.Min(5, filled));
            last.CopyTo(tail[(5 - last.Length)..]);
            while (!tail.SequenceEqual("0\r\n\r\n"u8))
            {
                var got = Receive(0);
                body += got;
                if (got >= 5) _buffer.AsSpan(got - 5, 5).CopyTo(tail);
                else
                {
                    tail[got..].CopyTo(tail);
                    _buffer.AsSpan(0, got).CopyTo(tail[(5 - got)..]);
                }
            }

            Length = body;
        }
        else
        {
            Length = 0;
        }
    }

    public void Dispose() => _socket.Dispose();

    private byte[] Request(string? tag) => Encoding.ASCII.GetBytes(_head + (tag is null ? "" : $"If-None-Match: {tag}\r\n") + "\r\n");

    private static int Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int number, out _) ? number : throw new FormatException("The answer is not HTTP.");

    private int Receive(int at) => _socket.Receive(_buffer.AsSpan(at)) is > 0 and var got ? got : throw new EndOfStreamException();
}
