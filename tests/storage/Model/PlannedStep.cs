namespace Ham4Db.Storage.Tests;

/// <summary>One write, a batch of several or none, or a query.</summary>
public sealed record PlannedStep(IReadOnlyList<PlannedWrite> Writes, RowRange? Range)
{
    public override string ToString() => Range?.ToString() ?? $"[{string.Join(", ", Writes)}]";
}
