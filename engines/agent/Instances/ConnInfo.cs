using System.Text;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>Connection strings of libpq: <c>host=... port=...</c>, with values in quotes.</summary>
internal static class ConnInfo
{
    public static string Build(params IReadOnlyList<(string Key, string Value)> parts)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in parts)
        {
            if (value.Length == 0)
                continue;
            if (text.Length > 0)
                text.Append(' ');
            text.Append(key).Append("='").Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)).Append('\'');
        }

        return text.ToString();
    }
}
