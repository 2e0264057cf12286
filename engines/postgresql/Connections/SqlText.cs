namespace Ham4Db.Engines.PostgreSql.Connections;

/// <summary>Puts values into statements that take no parameters.</summary>
internal static class SqlText
{
    /// <summary>A literal, under standard_conforming_strings=on, which every connection of ours sets.</summary>
    public static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
