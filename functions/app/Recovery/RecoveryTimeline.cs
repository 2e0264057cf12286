using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Recovery;

/// <summary>Records the steps of a recovery with start, end and result.</summary>
public sealed class RecoveryTimeline(FleetStore store, ServiceMetrics metrics, TimeProvider time)
{
    /// <summary>The step that makes an old primary read-only.</summary>
    public const string Fence = "fence-old-primary";

    /// <summary>The step that stops a replica receiving from the old primary.</summary>
    public const string StopReceiver = "stop-receiver";

    /// <summary>The step that takes the role from a healthy primary.</summary>
    public const string Demote = "demote-old-primary";

    /// <summary>The step that makes the candidate the primary.</summary>
    public const string Promote = "promote";

    /// <summary>The step that points a replica at another source.</summary>
    public const string Repoint = "repoint";

    /// <summary>The targets of the steps of a kind that a recovery has begun, also in a process that has died.</summary>
    public async Task<IReadOnlySet<InstanceKey>> BegunAsync(RecoveryTicket ticket, string step, CancellationToken cancellationToken) =>
        (await store.GetStepsAsync(ticket.Uid, cancellationToken)).Where(s => s.Step == step && s.Target is not null).Select(s => s.Target!.Value).ToHashSet();

    /// <summary>Records where the candidate of a recovery without GTIDs stands.</summary>
    public Task RecordPlaceAsync(RecoveryTicket ticket, PositionEquivalence place, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var message = $"{place.Second} has executed the log of {place.First} up to {place.FirstPosition} and stands at {place.SecondPosition} of its own.";
        return store.SaveStepAsync(new RecoveryStepRecord(ticket.Uid, "fix-position", place.Second, message, now, now, Error: "") { Place = place }, cancellationToken);
    }

    /// <summary>Runs a step and records it; what it throws is recorded and thrown on.</summary>
    public async Task StepAsync(RecoveryTicket ticket, string step, InstanceKey? target, string message, Func<Task> run, CancellationToken cancellationToken)
    {
        var record = new RecoveryStepRecord(ticket.Uid, step, target, message, time.GetUtcNow(), EndedAt: null, Error: "");
        await store.SaveStepAsync(record, cancellationToken);
        try
        {
            await run();
            record = record with { EndedAt = time.GetUtcNow() };
        }
        catch (Exception exception)
        {
            record = record with { EndedAt = time.GetUtcNow(), Error = exception.Message };
            throw;
        }
        finally
        {
            metrics.Stepped(step, record.Error.Length == 0, (record.EndedAt ?? record.StartedAt) - record.StartedAt);
            await store.SaveStepAsync(record, CancellationToken.None);
        }
    }
}
