using System.Text;
using Ham4Db.Core.Ports;

namespace Ham4Db.Engines.MySql;

/// <summary>String literals for statements that take no parameters, such as CHANGE REPLICATION SOURCE TO. Right for sessions whose sql_mode has no NO_BACKSLASH_ESCAPES and whose character set is utf8mb4.</summary>
internal static class SqlText
{
    /// <summary>The literal for <paramref name="text"/>, quotes included.</summary>
    /// <exception cref="InstanceOperationException">The text holds control characters: servers write such values into files line by line.</exception>
    public static string Quote(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var c in text)
        {
            if (char.IsControl(c)) throw new InstanceOperationException("A value for a server holds control characters");
            if (c is '\'' or '\\') literal.Append(c);
            literal.Append(c);
        }

        return literal.Append('\'').ToString();
    }
}
