namespace Ham4Db.Functions.Publishing;

/// <summary>Publishes primaries to stores outside, each second.</summary>
public sealed class PublishTimer
{
    private readonly PrimaryPublication _publication;

    /// <summary>A timer of all publications.</summary>
    public PublishTimer(PrimaryPublication publication) => _publication = publication;

    /// <summary>Runs one round.</summary>
    [Function("PublishPrimaries")]
    public Task RunAsync([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context) => _publication.TickAsync(context.CancellationToken);
}
