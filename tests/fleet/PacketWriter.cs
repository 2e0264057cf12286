using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace Ham4Db.Simulation;

/// <summary>Writes answers as packets of MySQL's protocol, as a server without CLIENT_DEPRECATE_EOF does.</summary>
internal sealed class PacketWriter
{
    private const byte Autocommit = 2;
    private const byte MoreResults = 8;

    private static readonly ConcurrentDictionary<string, byte[]> Definitions = new(StringComparer.Ordinal);

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private byte _sequence;

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Begins anew.</summary>
    /// <param name="sequence">Number of the first packet.</param>
    public void Reset(byte sequence)
    {
        _buffer.ResetWrittenCount();
        _sequence = sequence;
    }

    public void Greeting(string version) =>
        Packet([10, .. Encoding.ASCII.GetBytes(version), 0, 1, 0, 0, 0, .. "saltsalt"u8, 0, 0xff, 0xf7, 33, Autocommit, 0, 0x0f, 0x80, 21, .. new byte[10], .. "saltsaltsalt"u8, 0, .. "mysql_native_password"u8, 0]);

    /// <summary>One answer of several to a packet of statements.</summary>
    public void Answer(Answer answer, bool isLast)
    {
        var status = (byte)(isLast ? Autocommit : Autocommit | MoreResults);
        if (answer.Error.Length > 0)
        {
            Packet([0xff, 0x28, 0x04, .. "#42000"u8, .. Encoding.UTF8.GetBytes(answer.Error)]);
            return;
        }

        if (answer.Columns.Count == 0)
        {
            Packet([0, 0, 0, status, 0, 0, 0]);
            return;
        }

        Packet([(byte)answer.Columns.Count]);
        foreach (var column in answer.Columns) Packet(Definitions.GetOrAdd(column, Define));
        Packet([0xfe, 0, 0, status, 0]);
        foreach (var row in answer.Rows) Row(row);
        Packet([0xfe, 0, 0, status, 0]);
    }

    private void Row(IReadOnlyList<string?> cells)
    {
        var length = cells.Sum(cell => cell is null ? 1 : Length(Encoding.UTF8.GetByteCount(cell)));
        Header(length);
        var span = _buffer.GetSpan(length);
        var at = 0;
        foreach (var cell in cells)
        {
            if (cell is null)
            {
                span[at++] = 0xfb;
                continue;
            }

            var bytes = Encoding.UTF8.GetByteCount(cell);
            if (bytes < 0xfb)
            {
                span[at++] = (byte)bytes;
            }
            else
            {
                span[at++] = 0xfc;
                BinaryPrimitives.WriteUInt16LittleEndian(span[at..], (ushort)bytes);
                at += 2;
            }

            at += Encoding.UTF8.GetBytes(cell, span[at..]);
        }

        _buffer.Advance(length);
    }

    private static int Length(int bytes) => bytes + (bytes < 0xfb ? 1 : 3);

    private void Packet(ReadOnlySpan<byte> body)
    {
        Header(body.Length);
        _buffer.Write(body);
    }

    private void Header(int length)
    {
        var header = _buffer.GetSpan(4);
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        header[3] = _sequence++;
        _buffer.Advance(4);
    }

    private static byte[] Define(string column)
    {
        var name = Encoding.UTF8.GetBytes(column);
        return [3, .. "def"u8, 0, 0, 0, (byte)name.Length, .. name, (byte)name.Length, .. name, 0x0c, 33, 0, 0xff, 0, 0, 0, 0xfd, 0, 0, 0, 0, 0];
    }
}
