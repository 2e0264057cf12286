namespace Ham4Db.Core.Ports;

/// <summary>The role in which an instance is started.</summary>
public enum StartRole
{
    /// <summary>It receives from the primary.</summary>
    Standby,

    /// <summary>It receives from a standby.</summary>
    Cascade,

    /// <summary>It accepts writes.</summary>
    Primary,
}
