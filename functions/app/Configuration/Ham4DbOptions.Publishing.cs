namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Consul in whose key-value store the keys of primaries are kept too: <c>host:port</c>. Default none.</summary>
    public string ConsulAddress { get; init; } = "";

    /// <summary>How Consul is reached: <c>http</c> or <c>https</c>. Default <c>http</c>.</summary>
    [OptionRule(Allowed = ["http", "https"])]
    public string ConsulScheme { get; init; } = "http";

    /// <summary>ACL token for Consul. Default none.</summary>
    [OptionRule(Secret = true)]
    public string ConsulAclToken { get; init; } = "";

    /// <summary>Write the keys to every datacentre that Consul knows, and not only to the agent's own. Default false.</summary>
    public bool ConsulCrossDataCenterDistribution { get; init; }

    /// <summary>Members of the etcd cluster in which the keys of primaries are kept too, each as <c>host:port</c> or with <c>http://</c> or <c>https://</c>. Default none.</summary>
    public IReadOnlyList<string> EtcdAddresses { get; init; } = [];

    /// <summary>User of etcd. Default none.</summary>
    public string EtcdUser { get; init; } = "";

    /// <summary>Its password. Default none.</summary>
    [OptionRule(Secret = true)]
    public string EtcdPassword { get; init; } = "";

    /// <summary>
    /// ProxySQL servers whose hostgroups follow the primaries: a list of <c>{"Address": "host:6032", "User": …, "Password": …, "Clusters": […], "WriterHostgroup": 10, "ReaderHostgroup": 20}</c>.
    /// Default none.
    /// </summary>
    [OptionRule(Secret = true)]
    public IReadOnlyList<ProxySqlAdmin> ProxySQLAdmins { get; init; } = [];
}
