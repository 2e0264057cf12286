namespace Ham4Db.Functions.Clusters;

/// <summary>A person's word that a recovery was seen; it ends the block on further automatic recoveries.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Comment">What they said.</param>
public sealed record Acknowledgement(string By, DateTimeOffset At, string Comment);
