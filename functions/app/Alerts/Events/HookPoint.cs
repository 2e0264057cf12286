namespace Ham4Db.Functions.Alerts.Events;

/// <summary>The moments at which somebody is told or asked, by name. Each happening is one moment; a name of orchestrator's hooks may choose several.</summary>
public static class HookPoint
{
    /// <summary>A finding that calls for action was registered.</summary>
    public const string Detection = "detection";

    /// <summary>An instance of which a detection was told is well again.</summary>
    public const string DetectionEnded = "detection-ended";

    /// <summary>A recovery is about to begin; it waits for the answer.</summary>
    public const string PreFailover = "pre-failover";

    /// <summary>A planned takeover is about to begin; it waits for the answer.</summary>
    public const string PreGracefulTakeover = "pre-graceful-takeover";

    /// <summary>A primary was replaced because it was lost.</summary>
    public const string PostPrimaryFailover = "post-primary-failover";

    /// <summary>Replicas of a lost source have another.</summary>
    public const string PostIntermediateFailover = "post-intermediate-failover";

    /// <summary>A primary handed its role over.</summary>
    public const string PostGracefulTakeover = "post-graceful-takeover";

    /// <summary>Another recovery succeeded; as a name it chooses every success.</summary>
    public const string PostFailover = "post-failover";

    /// <summary>A recovery ended without what it was for.</summary>
    public const string PostUnsuccessfulFailover = "post-unsuccessful-failover";

    /// <summary>A replica is about to change places with its source; it waits for the answer.</summary>
    public const string PreTakePrimary = "pre-take-primary";

    /// <summary>A replica has changed places with its source.</summary>
    public const string PostTakePrimary = "post-take-primary";

    /// <summary>Somebody tries an address.</summary>
    public const string Test = "test";

    /// <summary>The names that a configuration may have.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Detection, DetectionEnded, PreFailover, PreGracefulTakeover, PostFailover, PostPrimaryFailover, PostIntermediateFailover,
        PostGracefulTakeover, PostUnsuccessfulFailover, PreTakePrimary, PostTakePrimary,
    ];

    /// <summary>Whether what is about to happen waits for the answer.</summary>
    public static bool Asks(string point) => point is PreFailover or PreGracefulTakeover or PreTakePrimary;

    /// <summary>Whether a name in the configuration chooses a moment. As in orchestrator a planned takeover is a failover too.</summary>
    public static bool Chooses(string name, string point) => name == point || name switch
    {
        PreFailover => point == PreGracefulTakeover,
        PostPrimaryFailover => point == PostGracefulTakeover,
        PostFailover => point is PostPrimaryFailover or PostIntermediateFailover or PostGracefulTakeover,
        _ => false,
    };
}
