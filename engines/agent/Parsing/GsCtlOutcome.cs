namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>What <c>gs_ctl query</c> found.</summary>
internal enum GsCtlOutcome
{
    /// <summary>Nothing that is understood.</summary>
    Unclear,

    /// <summary>The instance answered in full.</summary>
    Answered,

    /// <summary>There is no process, or its file is left over.</summary>
    NotRunning,

    /// <summary>The process is there and takes no connection: what is said comes from its state file and may be old.</summary>
    FromFile,

    /// <summary>It took the connection and failed at the question.</summary>
    QueryFailed,
}
