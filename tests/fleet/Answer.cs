namespace Ham4Db.Simulation;

/// <summary>What a server answers to one statement.</summary>
/// <param name="Columns">Columns of the result; none for a statement without one.</param>
/// <param name="Rows">Rows of the result; null is SQL NULL.</param>
/// <param name="Error">In place of a result; empty for none.</param>
internal sealed record Answer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, string Error = "")
{
    public static Answer Done { get; } = new([], []);

    public static Answer One { get; } = Row(["1"], ["1"]);

    public static Answer Row(IReadOnlyList<string> columns, IReadOnlyList<string?> cells) => new(columns, [cells]);
}
