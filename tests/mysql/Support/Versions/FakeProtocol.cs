using System.Net.Sockets;
using System.Text;

namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>Answers to COM_QUERY as a server without CLIENT_DEPRECATE_EOF writes them.</summary>
internal static class FakeProtocol
{
    private const byte VarString = 0xfd;
    private const byte Utf8 = 33;
    private const byte Autocommit = 2;
    private const byte MoreResults = 8;

    /// <summary>Sends the answers to one packet of statements.</summary>
    public static async Task SendAsync(NetworkStream stream, IReadOnlyList<FakeAnswer> answers)
    {
        byte sequence = 1;
        for (var i = 0; i < answers.Count; i++)
        {
            var status = (byte)(Autocommit | (i + 1 < answers.Count ? MoreResults : 0));
            sequence = await SendAsync(stream, answers[i], sequence, status);
        }
    }

    private static async Task<byte> SendAsync(NetworkStream stream, FakeAnswer answer, byte sequence, byte status)
    {
        if (answer.ErrorNumber != 0)
        {
            await FakeServer.FailAsync(stream, sequence++, answer.ErrorNumber, answer.ErrorText, "42000");
            return sequence;
        }

        if (answer.Columns.Count == 0)
        {
            await FakeServer.SendAsync(stream, sequence++, [0, 0, 0, status, 0, 0, 0]);
            return sequence;
        }

        await FakeServer.SendAsync(stream, sequence++, [(byte)answer.Columns.Count]);
        foreach (var column in answer.Columns) await FakeServer.SendAsync(stream, sequence++, Definition(column));
        await FakeServer.SendAsync(stream, sequence++, [0xfe, 0, 0, status, 0]);
        foreach (var row in answer.Rows) await FakeServer.SendAsync(stream, sequence++, [.. row.SelectMany(Text)]);
        await FakeServer.SendAsync(stream, sequence++, [0xfe, 0, 0, status, 0]);
        return sequence;
    }

    private static byte[] Definition(string column) =>
        [.. Text("def"), .. Text(""), .. Text(""), .. Text(""), .. Text(column), .. Text(column), 0x0c, Utf8, 0, 0xff, 0, 0, 0, VarString, 0, 0, 0, 0, 0];

    private static byte[] Text(string? text)
    {
        if (text is null) return [0xfb];
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 0xfb ? [(byte)bytes.Length, .. bytes] : [0xfc, (byte)bytes.Length, (byte)(bytes.Length >> 8), .. bytes];
    }
}
