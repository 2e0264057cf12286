using System.Text.Json;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>Makes answers of parts that are made already. Pure.</summary>
internal static class JsonBodies
{
    /// <summary>An array of all elements of the parts.</summary>
    /// <param name="begin">What comes before the elements, with the opening bracket.</param>
    /// <param name="parts">Elements with commas between them; a part may have none.</param>
    /// <param name="end">What comes after them, with the closing bracket.</param>
    public static byte[] Join(ReadOnlySpan<byte> begin, IReadOnlyList<byte[]> parts, ReadOnlySpan<byte> end)
    {
        var filled = parts.Where(part => part.Length > 0).ToList();
        var body = new byte[begin.Length + filled.Sum(part => part.Length) + Math.Max(0, filled.Count - 1) + end.Length];
        begin.CopyTo(body);
        var at = begin.Length;
        foreach (var part in filled)
        {
            if (at > begin.Length) body[at++] = (byte)',';
            part.CopyTo(body, at);
            at += part.Length;
        }

        end.CopyTo(body.AsSpan(at));
        return body;
    }

    /// <summary>Elements with commas between them.</summary>
    public static byte[] Elements<T>(IReadOnlyList<T> elements, JsonSerializerOptions options) =>
        elements.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(elements, options)[1..^1];
}
