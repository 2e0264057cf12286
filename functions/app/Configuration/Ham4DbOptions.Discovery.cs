namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Seconds between two full probes of an instance. Default 5.</summary>
    [OptionRule(Min = 1, Max = 3600)]
    public int InstancePollSeconds { get; init; } = 5;

    /// <summary>Milliseconds between two questions to each primary whether it lives; intermediates, at which no writes stop, are asked once a second. Default 250.</summary>
    [OptionRule(Min = 100, Max = 1000)]
    public int LivenessPollMilliseconds { get; init; } = 250;

    /// <summary>Probes that may run at the same time. Default 300.</summary>
    [OptionRule(Min = 1, Max = 10_000)]
    public int DiscoveryMaxConcurrency { get; init; } = 300;

    /// <summary>
    /// Parts into which the clusters are divided so that several processes probe the fleet, each some of the parts; all processes must have the same number. 1: one process probes
    /// the whole fleet, which is enough for some thousands of instances. More is for Azure Functions, where instances of the app share the parts out among themselves (azure.md). Default 1.
    /// </summary>
    [OptionRule(Min = 1, Max = 32)]
    public int ProbeShards { get; init; } = 1;

    /// <summary>Instances to discover at every start: <c>host</c>, <c>host:port</c> or <c>engine:host:port</c>. Default none.</summary>
    public IReadOnlyList<string> DiscoverySeeds { get; init; } = [];

    /// <summary>
    /// Hosts that may be connected to, and so be given credentials: a host name in which <c>*</c> stands for anything within one label (<c>db-*.example.com</c>),
    /// an address, or a CIDR range; each may end in <c>:port</c>. A lone <c>*</c> is any host. Default empty: any host.
    /// Link-local, multicast, unspecified and cloud metadata addresses are refused whatever is listed.
    /// </summary>
    public IReadOnlyList<string> DiscoveryAllowedHosts { get; init; } = [];

    /// <summary>Instances that are never probed, and are forgotten if they are known: addresses, or patterns matched against <c>host:port</c>. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> DiscoveryIgnoreHostnameFilters { get; init; } = [];

    /// <summary>Instances that are not discovered as the replica of another; same form. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> DiscoveryIgnoreReplicaHostnameFilters { get; init; } = [];

    /// <summary>Instances that are not discovered as the source of another; same form. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> DiscoveryIgnoreMasterHostnameFilters { get; init; } = [];

    /// <summary>How a host name that was found is made the name of the instance: <c>none</c> and <c>default</c> keep it, <c>cname</c> follows DNS aliases, <c>ip</c> takes the address, <c>addr</c> looks the name of an IPv4 address up. Default <c>default</c>.</summary>
    [OptionRule(Allowed = ["none", "default", "cname", "ip", "addr"])]
    public string HostnameResolveMethod { get; init; } = "default";

    /// <summary>
    /// What a MySQL server says of its own name: <c>none</c> (not asked), <c>@@hostname</c> or <c>@@report_host</c>. It becomes the instance's name where it
    /// leads to the same server; one that is reached over a loopback address keeps that. Default <c>@@hostname</c>.
    /// </summary>
    [OptionRule(Allowed = ["none", "@@hostname", "@@report_host"])]
    public string MySQLHostnameResolveMethod { get; init; } = "@@hostname";

    /// <summary>Minutes for which the name of a host is believed. Default 60.</summary>
    [OptionRule(Min = 1, Max = 5_256_000)]
    public int ExpiryHostnameResolvesMinutes { get; init; } = 60;

    /// <summary>Pattern of names that are not taken for a host. Default none.</summary>
    [OptionRule(Pattern = true)]
    public string RejectHostnameResolvePattern { get; init; } = "";

    /// <summary>Do not ask servers whether they are MaxScale's binary log router: only the version tells. Default true.</summary>
    public bool SkipMaxScaleCheck { get; init; } = true;

    /// <summary>Believe the name under which replicas are to find a binary log server (register-hostname-unresolve) without checking that it leads there. Default true.</summary>
    public bool SkipBinlogServerUnresolveCheck { get; init; } = true;

    /// <summary>
    /// Find replicas by what they report to their source (SHOW REPLICAS, SHOW SLAVE HOSTS) before its process list, which knows no ports. Default true;
    /// orchestrator's is false, but only the report finds several instances on one host.
    /// </summary>
    public bool DiscoverByShowSlaveHosts { get; init; } = true;

    /// <summary>Hours after which an instance that no longer answers is forgotten; a demoted primary is not. Default 240.</summary>
    [OptionRule(Min = 1, Max = 876_000)]
    public int UnseenInstanceForgetHours { get; init; } = 240;

    /// <summary>Hours after which an agent that is not heard any more is forgotten. Default 6.</summary>
    [OptionRule(Min = 1, Max = 876_000)]
    public int UnseenAgentForgetHours { get; init; } = 6;

    /// <summary>Port of an instance where none is given. Default 3306.</summary>
    [OptionRule(Min = 1, Max = 65535)]
    public int DefaultInstancePort { get; init; } = 3306;

    /// <summary>Seconds for which measurements of probes are kept. Default 120.</summary>
    [OptionRule(Min = 1, Max = 86_400)]
    public int DiscoveryCollectionRetentionSeconds { get; init; } = 120;
}
