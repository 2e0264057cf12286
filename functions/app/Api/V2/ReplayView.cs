namespace Ham4Db.Functions.Api.V2;

/// <summary>What was put on its way again.</summary>
/// <param name="Replayed">Ids of the deliveries.</param>
internal sealed record ReplayView(IReadOnlyList<string> Replayed);
