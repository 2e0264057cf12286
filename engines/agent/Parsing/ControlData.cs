using System.Globalization;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>What <c>pg_controldata</c> reads from a data folder, running or not.</summary>
/// <param name="SystemIdentifier">Empty when it does not say.</param>
/// <param name="Timeline">Of the last checkpoint: behind on a standby. 0 when it does not say.</param>
/// <param name="State">"in production", "shut down", "in archive recovery", ...</param>
internal sealed record ControlData(string SystemIdentifier, uint Timeline, string State)
{
    public static ControlData Parse(string text)
    {
        var (identifier, timeline, state) = ("", 0u, "");
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IndexOf(':') is not (> 0 and var colon))
                continue;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim())
            {
                case "Database system identifier" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                    identifier = value.ToString();
                    break;
                case "Latest checkpoint's TimeLineID":
                    _ = uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out timeline);
                    break;
                case "Database cluster state":
                    state = value.ToString();
                    break;
            }
        }

        return new(identifier, timeline, state);
    }
}
