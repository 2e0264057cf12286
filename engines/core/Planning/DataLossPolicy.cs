namespace Ham4Db.Core.Planning;

/// <summary>What a failover may lose of the transactions that other instances are known to have.</summary>
public enum DataLossPolicy
{
    /// <summary>Promote the best instance, whatever is lost.</summary>
    None,

    /// <summary>Promote what has everything if it can be promoted, else the best instance.</summary>
    Prefer,

    /// <summary>Refuse when something known would be lost.</summary>
    Require,
}
