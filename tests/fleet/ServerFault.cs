namespace Ham4Db.Simulation;

/// <summary>What is wrong with a simulated server.</summary>
public enum ServerFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its connections are reset, and so are new ones.</summary>
    Dead,

    /// <summary>It takes connections and bytes and says nothing.</summary>
    Hung,
}
