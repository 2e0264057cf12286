namespace Ham4Db.Functions.Clusters;

/// <summary>The switch that stops all automatic recoveries.</summary>
/// <param name="AreRecoveriesDisabled">Off.</param>
/// <param name="By">Who turned it last.</param>
/// <param name="At">When (UTC).</param>
public sealed record GlobalSwitch(bool AreRecoveriesDisabled, string By, DateTimeOffset At);
