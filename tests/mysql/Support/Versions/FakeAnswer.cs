namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>What a scripted server answers to one statement.</summary>
/// <param name="Columns">Columns of the result; none for a statement without one.</param>
/// <param name="Rows">Rows of the result; null is SQL NULL.</param>
/// <param name="ErrorNumber">Error in place of a result; 0 for none.</param>
/// <param name="ErrorText">Text of the error.</param>
internal sealed record FakeAnswer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, int ErrorNumber = 0, string ErrorText = "")
{
    /// <summary>Done, and no result.</summary>
    public static FakeAnswer Done { get; } = new([], []);

    /// <summary>A result of one cell.</summary>
    public static FakeAnswer Cell(string? value) => new(["value"], [[value]]);

    /// <summary>A refusal.</summary>
    public static FakeAnswer Error(int number, string text) => new([], [], number, text);
}
