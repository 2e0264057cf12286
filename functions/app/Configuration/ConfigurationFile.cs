using System.Text.Json;

namespace Ham4Db.Functions.Configuration;

/// <summary>Reads the keys of a JSON file with their lines. Comments and trailing commas are allowed.</summary>
internal static class ConfigurationFile
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The keys up to the end of the file or its first error, which is reported.</summary>
    public static IReadOnlyList<ConfigurationEntry> Read(string path, ConfigurationReport report)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path), report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Fail(path, "", $"The configuration file cannot be read: {exception.Message}");
            return [];
        }
    }

    private static List<ConfigurationEntry> Parse(string path, byte[] bytes, ConfigurationReport report)
    {
        var entries = new List<ConfigurationEntry>();
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        try
        {
            var reader = new Utf8JsonReader(text, Lenient);
            if (reader.Read() && reader.TokenType != JsonTokenType.StartObject)
            {
                report.Fail($"{path}:{Line(text, reader.TokenStartIndex)}", "", "The file must hold one JSON object: { \"Key\": value, … }.");
                return entries;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var place = $"{path}:{Line(text, reader.TokenStartIndex)}";
                var key = reader.GetString()!;
                reader.Read();
                entries.Add(new(key, JsonElement.ParseValue(ref reader), place));
            }

            reader.Read();
        }
        catch (JsonException exception)
        {
            report.Fail($"{path}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}", "", $"The file is not valid JSON: {FirstSentence(exception.Message)}");
        }

        return entries;
    }

    private static int Line(ReadOnlySpan<byte> text, long position) => 1 + text[..(int)position].Count((byte)'\n');

    /// <summary>Without the position at its end, which counts from zero and would contradict ours.</summary>
    private static string FirstSentence(string message)
    {
        var position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? message : message[..position];
    }
}
