using MySqlConnector;

namespace Ham4Db.Engines.MySql.Connections;

/// <summary>Answers to a batch of statements. A failing statement ends the batch; what was answered before it counts.</summary>
/// <param name="Tables">Results of the statements that have one, in order.</param>
/// <param name="Error">Why the batch ended early; null when it did not.</param>
internal sealed record BatchResult(IReadOnlyList<ResultTable> Tables, MySqlException? Error)
{
    /// <summary>First cell of the first row of the first result; null when there is none.</summary>
    public string? Scalar => Tables is [{ Count: > 0 } table, ..] ? table.At(0, 0) : null;
}
