using System.Data.Common;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>Rows of an answer as text.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">Their values; empty for NULL.</param>
internal sealed record RowSet(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static async Task<RowSet> ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        List<IReadOnlyList<string>> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add([.. Enumerable.Range(0, columns.Length).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        return new(columns, rows);
    }
}
