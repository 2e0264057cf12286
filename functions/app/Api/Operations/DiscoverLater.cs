using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Discovers an instance after its request was answered; durable, so that an accepted request is carried out.</summary>
public sealed class DiscoverLater(Discovery discovery)
{
    private const string Activity = "DiscoverInstance";

    /// <summary>Runs the activity once: whoever wants another attempt asks again.</summary>
    [Function(nameof(DiscoverLater))]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync(Activity, context.GetInput<InstanceKey>());

    /// <summary>Discovers the instance.</summary>
    [Function(Activity)]
    public async Task DiscoverAsync([ActivityTrigger] InstanceKey key, FunctionContext context) =>
        await discovery.DiscoverAsync(key, context.CancellationToken);
}
