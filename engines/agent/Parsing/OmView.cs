using System.Globalization;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>Reads <c>gs_om -t view</c>. Never throws; a node without a port is left out.</summary>
internal static class OmView
{
    public static IReadOnlyList<OmViewNode> Parse(string text)
    {
        var nodes = new List<OmViewNode>();
        var name = "";
        var addresses = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IndexOf(':') is not (> 0 and var colon))
                continue;
            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (key is "nodeName")
            {
                (name, addresses) = (value.ToString(), []);
            }
            else if (key.StartsWith("datanodeListenIP"))
            {
                addresses.AddRange(value.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
            else if (key is "datanodePort" && name.Length > 0 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                nodes.Add(new(name, port, addresses));
                name = "";
            }
        }

        return nodes;
    }
}
