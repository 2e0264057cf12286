using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Counts what a plan without GTIDs would lose, where a replica still has it in its relay log. Nobody waits long for that.</summary>
public sealed class LossCount(EngineRegistry engines, Ham4DbOptions options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The plan with the number of events, where it can be had.</summary>
    public async Task<RecoveryPlan> CompleteAsync(RecoveryPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Loss.MissingLog is not { } part || part.Holder == plan.OldPrimary) return plan;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await using var holder = await engines.For(part.Holder).OpenSessionAsync(part.Holder, Limit, limit.Token);
            var count = await ReceivedEvents.CountAsync(new SessionLog(holder, LogKind.Relay), options.BinlogEventsChunkSize, part.From, part.To, limit.Token);
            if (count is not { } events) return plan;
            return plan with { Loss = plan.Loss with { MissingEvents = events, Description = $"{plan.Loss.Description} In the relay log of {part.Holder} these are {events} events." } };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is InstanceUnreachableException or InstanceOperationException or OperationCanceledException)
        {
            return plan;
        }
    }
}
