namespace Ham4Db.Cli.Client;

/// <summary>Why an instance was chosen, or not.</summary>
internal sealed record VerdictModel(InstanceAddress Instance, bool IsChosen, bool IsEligible, string Reason);
