using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>A session on an instance that a recovery or an operation changes. Before every change the epoch must still be its own, and the session holds the cluster's lock on that server.</summary>
public sealed class GuardedInstance(IInstanceSession session, RecoveryTicket ticket, FleetStore store, RecoveryTimeline timeline) : IAsyncDisposable
{
    /// <summary>The instance.</summary>
    public InstanceKey Key => session.Key;

    /// <summary>The session, for reading.</summary>
    public IInstanceSession Session => session;

    /// <summary>Makes one change and records it.</summary>
    /// <exception cref="RecoverySupersededException">The recovery or operation is no longer the one in charge.</exception>
    public Task ChangeAsync(string step, string message, Func<IInstanceSession, Task> change, CancellationToken cancellationToken) =>
        timeline.StepAsync(
            ticket,
            step,
            Key,
            message,
            async () =>
            {
                await EnsureInChargeAsync(store, ticket, cancellationToken);
                await change(session);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>Throws unless <paramref name="ticket"/> is that of the cluster's active recovery or operation.</summary>
    public static async Task EnsureInChargeAsync(FleetStore store, RecoveryTicket ticket, CancellationToken cancellationToken)
    {
        var state = await store.GetStateAsync(ticket.ClusterId, cancellationToken);
        var active = state.ActiveRecovery?.Uid ?? state.ActiveOperation?.Uid;
        if (state.Epoch != ticket.Epoch || active != ticket.Uid)
        {
            throw new RecoverySupersededException(
                $"{ticket.Uid} (epoch {ticket.Epoch}) is not in charge of the cluster any more: the epoch is {state.Epoch}. Nothing was changed.");
        }
    }
}
