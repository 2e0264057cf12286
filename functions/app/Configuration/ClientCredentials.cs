namespace Ham4Db.Functions.Configuration;

/// <summary>User and password of the section <c>[client]</c> of a my.cnf file.</summary>
/// <param name="User">User; empty where the file has none.</param>
/// <param name="Password">Password; empty where the file has none.</param>
internal sealed record ClientCredentials(string User, string Password)
{
    public static ClientCredentials Parse(IEnumerable<string> lines)
    {
        var found = new ClientCredentials("", "");
        var isClient = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('[')) isClient = line.StartsWith("[client]", StringComparison.OrdinalIgnoreCase);
            if (!isClient || line.StartsWith('#') || line.StartsWith(';') || line.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value]) continue;
            found = name.ToLowerInvariant() switch
            {
                "user" => found with { User = Unquote(value) },
                "password" => found with { Password = Unquote(value) },
                _ => found,
            };
        }

        return found;
    }

    /// <summary>The user alone.</summary>
    public override string ToString() => User;

    /// <summary>Between quotes a value is taken as it is; otherwise a comment may follow it.</summary>
    private static string Unquote(string value)
    {
        if (value is ['"' or '\'', ..] && value.IndexOf(value[0], 1) is > 0 and var end) return value[1..end];
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).TrimEnd();
    }
}
