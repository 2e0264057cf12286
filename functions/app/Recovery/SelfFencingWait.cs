using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// Waits until the agent beside an old primary that nobody can reach has stopped it: the only thing that keeps a primary from accepting writes that was cut off.
/// The time begins when its standbys do not receive from it any more and its agent gets no answer here, which is what that agent counts from.
/// </summary>
public sealed class SelfFencingWait(AgentDirectory agents, FleetStore store, RecoveryTimeline timeline, Ham4DbOptions options, TimeProvider time)
{
    /// <summary>The step that waits.</summary>
    public const string Step = "wait-for-self-fencing";

    // In that time every process that answers agents knows that it must not, and an answer on its way has arrived.
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(10);

    /// <summary>Waits if there is something to wait for.</summary>
    /// <returns>Whether it has waited.</returns>
    public async Task<bool> RunAsync(RecoveryTicket ticket, InstanceKey primary, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(options.PromoteUnreachedAfterSeconds);
        if (wait == TimeSpan.Zero) return false;
        await agents.RefreshAsync(cancellationToken);
        if (!agents.Beside(primary).Any(agent => agent.Report.SelfFencingSeconds > 0)) return false;
        await timeline.StepAsync(
            ticket,
            Step,
            primary,
            $"{primary} could be neither reached nor made read-only: wait {options.PromoteUnreachedAfterSeconds} s, in which its agent stops it.",
            async () =>
            {
                await store.SaveAgentHoldAsync(new AgentHold(primary, time.GetUtcNow() + Notice + wait + Spare), cancellationToken);
                await Task.Delay(Notice + wait, time, cancellationToken);
                await store.RemoveAgentHoldAsync(primary, cancellationToken);
            },
            cancellationToken);
        return true;
    }
}
