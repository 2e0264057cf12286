namespace Ham4Db.Durability.Tests.Manager;

/// <summary>A moment in a manager's work: right before or after the n-th change of a kind, counted from when it was armed.</summary>
/// <param name="IsBefore">Before the change; otherwise right after it, when it is done and nobody knows yet.</param>
/// <param name="Occurrence">Which, from 1.</param>
/// <param name="Label">The kind of change.</param>
public sealed record Boundary(bool IsBefore, int Occurrence, string Label)
{
    public override string ToString() => $"{(IsBefore ? "before" : "after")} {Occurrence} {Label}";
}
