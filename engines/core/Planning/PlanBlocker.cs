namespace Ham4Db.Core.Planning;

/// <summary>Something that forbids a recovery.</summary>
/// <param name="Code">Stable word for machines, such as <c>no-candidate</c> or <c>cross-region</c>.</param>
/// <param name="Reason">One sentence for people: what is wrong and what would help.</param>
public sealed record PlanBlocker(string Code, string Reason);
