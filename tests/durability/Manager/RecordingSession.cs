using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Durability.Tests.Manager;

/// <summary>A session that reports its changes.</summary>
internal sealed partial class RecordingSession(IInstanceSession session, Breakpoints breakpoints) : IInstanceSession
{
    public InstanceKey Key => session.Key;

    public Task<bool> TryLockAsync(string name, TimeSpan wait, CancellationToken cancellationToken) => session.TryLockAsync(name, wait, cancellationToken);

    public Task<InstanceSnapshot> ProbeAsync(CancellationToken cancellationToken) => session.ProbeAsync(cancellationToken);

    public Task StopReplicationAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server stop replication", () => session.StopReplicationAsync(cancellationToken));

    public Task StopReceiverAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server stop receiver", () => session.StopReceiverAsync(cancellationToken));

    public Task StartReplicationAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server start replication", () => session.StartReplicationAsync(cancellationToken));

    public Task ReconnectReceiverAsync(CancellationToken cancellationToken) => session.ReconnectReceiverAsync(cancellationToken);

    public Task ResetReplicationAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server reset replication", () => session.ResetReplicationAsync(cancellationToken));

    public Task RepointAsync(InstanceKey source, RepointOptions options, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server repoint", () => session.RepointAsync(source, options, cancellationToken));

    public Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync(readOnly ? "server read-only" : "server writable", () => session.SetReadOnlyAsync(readOnly, cancellationToken));

    public Task<int> KillClientConnectionsAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server end clients", () => session.KillClientConnectionsAsync(cancellationToken));

    public Task<bool> WaitForGtidSetAsync(string gtidSet, TimeSpan timeout, CancellationToken cancellationToken) =>
        session.WaitForGtidSetAsync(gtidSet, timeout, cancellationToken);

    public Task<bool> WaitForRelayLogAppliedAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        session.WaitForRelayLogAppliedAsync(timeout, cancellationToken);

    public Task SetSemiSyncSourceAsync(bool enabled, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server semi-sync source", () => session.SetSemiSyncSourceAsync(enabled, cancellationToken));

    public Task SetSemiSyncWaitCountAsync(int count, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server semi-sync wait count", () => session.SetSemiSyncWaitCountAsync(count, cancellationToken));

    public Task SetSemiSyncReplicaAsync(bool enabled, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server semi-sync replica", () => session.SetSemiSyncReplicaAsync(enabled, cancellationToken));

    public Task<ReplicationCredentials?> ReadReplicationCredentialsAsync(CancellationToken cancellationToken) =>
        session.ReadReplicationCredentialsAsync(cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
