using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations;

/// <summary>What a step works with.</summary>
/// <param name="Ticket">The right to change the cluster.</param>
/// <param name="Step">The step.</param>
/// <param name="Session">The session on its target, which holds the cluster's lock there.</param>
/// <param name="Engines">Other instances, for reading.</param>
public sealed record StepRun(RecoveryTicket Ticket, OperationStep Step, IInstanceSession Session, EngineRegistry Engines)
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ApplyTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Looks at another instance.</summary>
    /// <exception cref="InstanceUnreachableException">It does not answer.</exception>
    public async Task<InstanceSnapshot> ProbeAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var outcome = await Engines.For(key).ProbeAsync(key, ProbeTimeout, cancellationToken);
        return outcome.Snapshot ?? throw new InstanceUnreachableException(outcome.Failure!);
    }

    /// <summary>Looks at the target, which must still have the source of the plan, or the one that the step gives it.</summary>
    /// <exception cref="InstanceOperationException">Somebody else gave it another source.</exception>
    public async Task<InstanceSnapshot> ProbeTargetAsync(CancellationToken cancellationToken)
    {
        var snapshot = await Session.ProbeAsync(cancellationToken);
        var source = snapshot.Replication?.Source;
        if (source == Step.From || (Step.Source is not null && source == Step.Source)) return snapshot;
        var now = source is null ? "replicates from nobody" : $"replicates from {source}";
        var then = Step.From is null ? "replicated from nobody" : $"replicated from {Step.From}";
        throw new InstanceOperationException($"{Step.Target} {now}, and {then} when this was planned: somebody else changed that. It was left as it is.");
    }

    /// <summary>Whether the target has its new source already: an earlier run has brought it there.</summary>
    public bool HasMoved(InstanceSnapshot target) => Step.Source is { } source && target.Replication?.Source == source && source != Step.From;

    /// <summary>Looks at another instance, which must not be replicating, so that its positions are final.</summary>
    /// <exception cref="InstanceOperationException">It replicates.</exception>
    public async Task<InstanceSnapshot> ProbeStandingAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var snapshot = await ProbeAsync(key, cancellationToken);
        return snapshot.Replication is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped }
            ? snapshot
            : throw new InstanceOperationException($"{key} was to stand still and replicates, or forgot its source: somebody else changed that. {Step.Target} was left where it is.");
    }

    /// <summary>Lets the target apply up to a position and leaves it stopped there.</summary>
    /// <param name="position">The position in the log of its source.</param>
    /// <param name="whose">Whose position that is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InstanceOperationException">It does not get there.</exception>
    public async Task ApplyUntilAsync(BinlogCoordinates position, InstanceKey whose, CancellationToken cancellationToken)
    {
        if (!await Session.ApplyUntilAsync(position, ApplyTimeout, cancellationToken))
            throw new InstanceOperationException($"{Step.Target} did not apply up to {position}, where {whose} stands, within {ApplyTimeout.TotalSeconds:F0} s.");
    }
}
