namespace Ham4Db.Functions.Api.V2;

/// <summary>What is being done about a finding that calls for a recovery.</summary>
internal enum AnswerState
{
    /// <summary>A recovery of the cluster runs.</summary>
    Runs,

    /// <summary>A recovery begins by itself.</summary>
    Begins,

    /// <summary>A recovery would begin by itself, and is refused for now.</summary>
    HeldBack,

    /// <summary>None begins by itself; a person may start one.</summary>
    ByHand,
}
