namespace Ham4Db.Functions.Alerts.Bodies;

/// <summary>How news are to be shown.</summary>
internal enum HookMood
{
    /// <summary>Neither good nor bad.</summary>
    Neutral,

    /// <summary>What was wrong has been put right, or went as planned.</summary>
    Good,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must look.</summary>
    Bad,
}
