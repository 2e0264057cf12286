namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>
    /// Addresses that are told what happens, and those that are asked before it does: a list of <c>{"Name": …, "Url": …, "Events": […], "Clusters": […], "Secrets": […]}</c>;
    /// docs/integrations.md has every field. They take the place of orchestrator's shell hooks. Default none.
    /// </summary>
    [OptionRule(Secret = true)]
    public IReadOnlyList<WebhookEndpoint> Webhooks { get; init; } = [];
}
