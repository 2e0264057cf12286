namespace Ham4Db.Core.Model;

/// <summary>What the words of a server about itself come to.</summary>
public enum ServerState
{
    /// <summary>They are not understood.</summary>
    Unknown,

    /// <summary>Nothing is wrong.</summary>
    Normal,

    /// <summary>It is well and has no source.</summary>
    Disconnected,

    /// <summary>It starts, is built, or changes its role.</summary>
    Changing,

    /// <summary>It cannot follow its source any more and has to be built anew.</summary>
    NeedsRepair,

    /// <summary>It was fenced: it is down, and the agent beside it keeps it from being a primary.</summary>
    Fenced,
}
