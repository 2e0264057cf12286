namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>Everything that is configured.</summary>
internal sealed record AgentOptions
{
    /// <summary>Of the cluster, as the port for HTTP answers it.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>Of this node: a PostgreSQL standby's application_name, which synchronous_standby_names means.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Address that the agent listens on.</summary>
    public string ListenAddress { get; init; } = "0.0.0.0";

    /// <summary>Port for gRPC; HTTP is on the next. 0: any free ones.</summary>
    public int Port { get; init; } = 15000;

    /// <summary>What the server is told to reach the agent at: an address of this host, never one that means "all".</summary>
    public string AdvertisedAddress { get; init; } = "";

    /// <summary>Holds operations, the highest epoch and the fence; must survive a restart.</summary>
    public string StateFolder { get; init; } = "/var/lib/ham4db-agent";

    public DatabaseOptions Database { get; init; } = new();

    public AccessOptions Access { get; init; } = new();

    public OriginalOptions Original { get; init; } = new();

    public ServerOptions Server { get; init; } = new();

    public FencingOptions Fencing { get; init; } = new();
}
