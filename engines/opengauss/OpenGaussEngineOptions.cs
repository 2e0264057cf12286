namespace Ham4Db.Engines.OpenGauss;

/// <summary>Settings of the openGauss engine.</summary>
public sealed record OpenGaussEngineOptions
{
    /// <summary>How long an agent's answer is waited for at least, whatever bound a caller gives: an agent that may not connect to its database runs several programs for it, which take longer than a query.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often an agent is asked for liveness at most; an answer counts for that long.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bound for an action that starts, stops or promotes.</summary>
    public TimeSpan ActionTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Bound for a build.</summary>
    public TimeSpan BuildTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a standby is given to find its new source by itself.</summary>
    public TimeSpan FollowTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a former primary that was started as a standby is given to follow the new one before it counts as one that cannot.</summary>
    public TimeSpan RejoinTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a former primary that cannot follow the new one is built anew, which discards what it alone has.</summary>
    public bool RebuildsOldPrimary { get; init; }

    /// <summary>How often a state is looked at that a server reaches by itself.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Regular expression whose first group on the host name is the data centre.</summary>
    public string DataCenterPattern { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the region.</summary>
    public string RegionPattern { get; init; } = "";

    /// <summary>Regular expression whose first group on the host name is the physical environment.</summary>
    public string PhysicalEnvironmentPattern { get; init; } = "";
}
