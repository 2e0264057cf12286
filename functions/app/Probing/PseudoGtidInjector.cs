using System.Buffers.Binary;
using System.Security.Cryptography;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Probing;

/// <summary>
/// Writes Pseudo-GTID entries on a cluster's primary. An entry is a write that the manager makes, and its account can make it even where clients
/// cannot: so it is made only under the lock that a recovery or an operation would hold on the server, and only while no recovery is open.
/// </summary>
public sealed class PseudoGtidInjector(string clusterId, WatchServices services)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan MarkEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(1);

    private bool _isLoaded;
    private DateTimeOffset _next;
    private DateTimeOffset? _written;
    private DateTimeOffset _marked;
    private string _problem = "";
    private Task _writing = Task.CompletedTask;

    /// <summary>Whether entries were written within the last hour, so that servers of the cluster can be matched by them.</summary>
    public bool IsInUse => _written is { } at && services.Time.GetUtcNow() - at < Validity;

    /// <summary>Reads what an earlier process wrote.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded || !services.Options.AutoPseudoGTID) return;
        _written = (await services.Store.GetPseudoGtidAsync(clusterId, cancellationToken))?.At;
        _isLoaded = true;
    }

    /// <summary>Begins to write an entry if it is time for one and a server may be written to; never waits for it.</summary>
    public void WriteIfDue(ClusterTopology topology, CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        if (!services.Options.AutoPseudoGTID || now < _next || !_writing.IsCompleted) return;
        if (PseudoGtidTarget.Find(topology) is not { } primary) return;
        _next = now + Interval;
        _writing = WriteAsync(primary.Snapshot, cancellationToken);
    }

    private async Task WriteAsync(InstanceSnapshot primary, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await services.Engines.For(primary.Key).OpenSessionAsync(primary.Key, ConnectTimeout, cancellationToken);
            // Whoever holds it may be about to take the role away.
            if (!await session.TryLockAsync(RecoveryTicket.LockNameOf(clusterId), TimeSpan.Zero, cancellationToken)) return;
            var state = await services.Store.GetStateAsync(clusterId, cancellationToken);
            if (state.ActiveRecovery is not null || state.Demoted.Any(d => d.Matches(primary))) return;
            var unique = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
            var statement = PseudoGtidRules.Statement(services.Time.GetUtcNow(), primary.ServerNumber, unique);
            if (await session.TryWritePseudoGtidAsync(statement, WriteTimeout, cancellationToken)) await RememberAsync(cancellationToken);
            _problem = "";
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            if (_problem != exception.Message) Log.PseudoGtidNotWritten(services.Logger, primary.Key, exception.Message);
            _problem = exception.Message;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WatchFailed(services.Logger, exception, clusterId);
        }
    }

    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        _written = now;
        if (now - _marked < MarkEvery) return;
        await services.Store.SavePseudoGtidAsync(clusterId, new PseudoGtidMark(now), cancellationToken);
        _marked = now;
    }
}
