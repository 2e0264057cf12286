namespace Ham4Db.Functions.Alerts;

/// <summary>What those who were asked say.</summary>
/// <param name="Refusal">Who refuses and why; null when nobody does.</param>
public sealed record HookVerdict(string? Refusal);
