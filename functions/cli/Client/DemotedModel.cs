namespace Ham4Db.Cli.Client;

/// <summary>A primary that lost its role and has not rejoined.</summary>
/// <param name="Key">Its address.</param>
/// <param name="ErrantGtidSet">Transactions that only it has; null while unknown, empty for none.</param>
/// <param name="Problem">Why it has not rejoined; empty while nothing was tried.</param>
internal sealed record DemotedModel(InstanceAddress Key, string? ErrantGtidSet, string? Problem)
{
    /// <summary>Without GTIDs, in words what only it has; empty for nothing and while unknown.</summary>
    public string OwnLog { get; init; } = "";

    /// <summary>It is not set back before a person has said what is to become of what it alone has.</summary>
    public bool AwaitsDecision { get; init; }

    /// <summary>It has something of its own, and is kept apart for it.</summary>
    public bool IsKeptApart => AwaitsDecision || !string.IsNullOrEmpty(ErrantGtidSet);
}
