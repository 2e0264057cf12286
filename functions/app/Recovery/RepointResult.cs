namespace Ham4Db.Functions.Recovery;

/// <summary>How the re-pointing of replicas went.</summary>
/// <param name="Lost">Replicas that do not follow the new primary.</param>
/// <param name="Errors">Why, a sentence each.</param>
public sealed record RepointResult(IReadOnlyList<InstanceKey> Lost, IReadOnlyList<string> Errors);
