using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// After a failover in which nobody was promoted: makes the old primary writable again if it was fenced and lives, lets the replicas go on, and says
/// what it could not do. What the recovery did is read from its steps, which tell also what a process did that died.
/// </summary>
public sealed class UndoFailover(TopologyReader reader, RecoveryGuard guard, RecoveryTimeline timeline, ReplicationRestarter restarter)
{
    /// <summary>Runs the activity. Run twice, it ends the same.</summary>
    [Function(nameof(UndoFailover))]
    public async Task<UndoResult> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var cancellationToken = context.CancellationToken;
        var old = input.Request.Primary;
        var fenced = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Fence, cancellationToken);
        var stopped = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.StopReceiver, cancellationToken);
        var promoted = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Promote, cancellationToken);
        if (fenced.Count + stopped.Count + promoted.Count == 0) return new UndoResult(MayHaveSuccessor: false, []);

        // Held while it is looked at: the watch makes a demoted primary read-only under the same lock, and after this looks first whether it is still demoted.
        var (held, whyNot) = await TryHoldAsync(input.Ticket, old, cancellationToken);
        await using var _ = held;
        var topology = await reader.ProbeAsync(input.Ticket.ClusterId, Evidence.Patient, dead: null, cancellationToken);
        List<string> problems = [];
        var mayHaveSuccessor = topology.Members.Values.Any(m => m.Key != old && (m.IsLastCheckValid ? !m.Snapshot.IsReadOnly : promoted.Contains(m.Key)));
        if (mayHaveSuccessor) problems.Add($"An instance other than {old} accepts writes, or may do so unseen: {old} stays read-only.");
        else if (topology.Members.GetValueOrDefault(old) is not { IsLastCheckValid: true } primary)
            problems.Add($"The cluster has no writable instance: {old} cannot be reached and no other was promoted.");
        else if (primary.Snapshot.IsReadOnly)
            problems.AddRange(fenced.Contains(old) ? await MakeWritableAsync(held, whyNot, old, cancellationToken) : [$"{old} is read-only, and not by this recovery."]);

        var replicas = stopped.Where(key => topology.Members.TryGetValue(key, out var m) && m is { IsLastCheckValid: true, Snapshot.IsReplica: true });
        problems.AddRange(await restarter.RestartAsync(input.Ticket, replicas, cancellationToken));
        problems.AddRange(promoted.Where(key => topology.Members.TryGetValue(key, out var m) && m is { IsLastCheckValid: true, Snapshot: { IsReplica: false, IsReadOnly: true } })
            .Select(key => $"{key} was about to be promoted and has no source any more: point it at the primary."));
        return new UndoResult(mayHaveSuccessor, problems);
    }

    private async Task<(GuardedInstance? Held, string WhyNot)> TryHoldAsync(RecoveryTicket ticket, InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            return (await guard.OpenAsync(ticket, key, cancellationToken), "");
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<IReadOnlyList<string>> MakeWritableAsync(GuardedInstance? old, string whyNot, InstanceKey key, CancellationToken cancellationToken)
    {
        if (old is null) return [$"{key} could not be made writable again: {whyNot}"];
        try
        {
            await old.ChangeAsync(
                "unfence-old-primary",
                $"Nobody was promoted and {key} lives: make it writable again.",
                session => session.SetReadOnlyAsync(readOnly: false, cancellationToken),
                cancellationToken);
            return [];
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return [$"{key} could not be made writable again: {exception.Message}"];
        }
    }
}
