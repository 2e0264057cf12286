namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>
    /// Addresses that are told what happens, and those that are asked before it does: a list of <c>{"Name": …, "Url": …, "Events": […], "Clusters": […], "Secrets": […]}</c>;
    /// docs/integrations.md has every field. They take the place of orchestrator's shell hooks. Default none.
    /// </summary>
    [OptionRule(Secret = true)]
    public IReadOnlyList<WebhookEndpoint> Webhooks { get; init; } = [];

    /// <summary>Labels of an alert that name an instance, as <c>host</c> or <c>host:port</c>. Default <c>instance</c>, <c>host</c>, <c>hostname</c>, <c>server</c>, <c>node</c>, <c>Computer</c>.</summary>
    public IReadOnlyList<string> AlertInstanceLabels { get; init; } = ["instance", "host", "hostname", "server", "node", "Computer"];

    /// <summary>Label of an alert with the port of that instance. Without it, and where that of the instance is not known (it may be an exporter's), every instance on the host is meant. Default <c>port</c>.</summary>
    public string AlertPortLabel { get; init; } = "port";

    /// <summary>Labels of an alert that name a cluster by id, name or alias, where no instance is named. Default <c>cluster</c>, <c>cluster_alias</c>.</summary>
    public IReadOnlyList<string> AlertClusterLabels { get; init; } = ["cluster", "cluster_alias"];

    /// <summary>The checks of load balancers (<c>/api/v2/clusters/{id}/primary</c>, <c>/api/v2/instances/{instance}/primary</c> and <c>/replica</c>) need no role. Default false: they need the role viewer.</summary>
    public bool AnonymousLoadBalancerChecks { get; init; }
}
