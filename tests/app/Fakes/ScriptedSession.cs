using System.Runtime.CompilerServices;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A session on a server in memory; everything is done at once.</summary>
internal sealed partial class ScriptedSession(ScriptedServer server, ScriptedFleet fleet) : IInstanceSession
{
    public InstanceKey Key => server.Key;

    public Task<bool> TryLockAsync(string name, TimeSpan wait, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<InstanceSnapshot> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(server.Snapshot(fleet));

    public Task StopReplicationAsync(CancellationToken cancellationToken) => Do(() => server.IsReceiving = server.IsApplying = false);

    public Task StopReceiverAsync(CancellationToken cancellationToken) => Do(() => server.IsReceiving = false);

    public Task StartReplicationAsync(CancellationToken cancellationToken) => Do(() =>
    {
        server.IsReceiving = server.IsApplying = true;
        if (server.Source is { } source && fleet.Find(source) is { IsAlive: false })
            throw new InstanceOperationException($"{Key}: replication did not start: the receiver reports error 2003.");
    });

    public Task ReconnectReceiverAsync(CancellationToken cancellationToken) => Do(() => server.IsReceiving = true);

    public Task ResetReplicationAsync(CancellationToken cancellationToken) => Do(() => server.Source = null);

    public Task RepointAsync(InstanceKey source, RepointOptions options, CancellationToken cancellationToken) => Do(() =>
    {
        server.Source = source;
        server.UsesGtid = options.Position is null;
        server.IsReceiving = server.IsApplying = false;
    });

    public Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken) => Do(() => server.IsReadOnly = readOnly);

    public async Task<int> KillClientConnectionsAsync(CancellationToken cancellationToken)
    {
        await Do(() => { });
        return 0;
    }

    public Task<bool> WaitForGtidSetAsync(string gtidSet, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> WaitForRelayLogAppliedAsync(TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(server.Applies(timeout));

    public Task SetSemiSyncSourceAsync(bool enabled, CancellationToken cancellationToken) => Do(() => server.SemiSync = server.SemiSync with { SourceEnabled = enabled, SourceActive = enabled });

    public Task SetSemiSyncReplicaAsync(bool enabled, CancellationToken cancellationToken) => Do(() => server.SemiSync = server.SemiSync with { ReplicaEnabled = enabled, ReplicaActive = enabled });

    public Task SetSemiSyncWaitCountAsync(int count, CancellationToken cancellationToken) => Do(() => server.SemiSync = server.SemiSync with { WaitForReplicaCount = count });

    public Task<ReplicationCredentials?> ReadReplicationCredentialsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ReplicationCredentials?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Do(Action change, [CallerMemberName] string operation = "")
    {
        fleet.Operations.Enqueue((Key, operation));
        if (!server.IsAlive) throw new InstanceUnreachableException(new ProbeFailure(ProbeFailureKind.Disconnected, $"{Key} closed the connection."));
        change();
        return Task.CompletedTask;
    }
}
