namespace Ham4Db.Runtime.Tests.Determinism;

/// <summary>A step of a made-up orchestration.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Number">A number that it does it with.</param>
/// <param name="Steps">Steps inside of it.</param>
public sealed record Step(StepKind Kind, int Number, Step[] Steps)
{
    public override string ToString() => $"{Kind}({Number}{string.Concat(Steps.Select(s => $", {s}"))})";
}
