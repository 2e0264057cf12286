using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>The activity of <see cref="RejoinInstance"/>.</summary>
public sealed class RejoinDemoted(RejoinOldPrimary rejoin)
{
    /// <summary>Runs the activity. Run twice, it points the instance there again.</summary>
    [Function(nameof(RejoinDemoted))]
    public Task<RejoinReport> RunAsync([ActivityTrigger] RejoinRequest request, FunctionContext context) =>
        rejoin.RejoinAsync(request.Ticket, request.Key, request.Primary, start: true, RejoinOldPrimary.SetBackWait, context.CancellationToken);
}
