using System.Collections.Concurrent;
using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.PostgreSql.Connections;
using Ham4Db.Engines.PostgreSql.Probing;
using Ham4Db.Engines.PostgreSql.Sessions;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.PostgreSql;

/// <summary>PostgreSQL 13 and later, through SQL. Safe for concurrent use; keeps connections towards the instances that it is asked about until they are forgotten.</summary>
/// <param name="options">Settings.</param>
/// <param name="timeProvider">Clock of snapshots.</param>
/// <param name="logger">Receives event ids 4100 to 4199.</param>
/// <param name="setBack">Sets former primaries back; null where nothing can.</param>
/// <param name="control">Starts and stops whole instances; null where no agents are known.</param>
public sealed class PostgreSqlEngine(PostgreSqlEngineOptions options, TimeProvider timeProvider, ILogger<PostgreSqlEngine> logger, ISetBack? setBack = null, IInstanceControl? control = null) : IDatabaseEngine, IDisposable
{
    /// <summary>Port where an address names none.</summary>
    public const int StandardPort = 5432;

    private readonly ConcurrentDictionary<InstanceKey, InstanceLink> _links = new();
    private readonly ConnectionOpener _opener = new(options);
    private readonly InstanceProbe _probe = new(options, timeProvider);

    /// <inheritdoc/>
    public DatabaseEngine Engine => DatabaseEngine.PostgreSql;

    /// <inheritdoc/>
    public int DefaultPort => StandardPort;

    /// <inheritdoc/>
    public ISetBack? SetBack => setBack;

    /// <inheritdoc/>
    public IInstanceControl? Control => control;

    /// <inheritdoc/>
    public async Task<ProbeOutcome> ProbeAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan Left() => timeout - Stopwatch.GetElapsedTime(started);

        var link = Link(key);
        try
        {
            if (link.TakeProbe() is { } kept)
            {
                try
                {
                    return new(await ProbeOverAsync(kept, link, Left(), cancellationToken), null);
                }
                catch (InstanceUnreachableException exception) when (exception.Failure.Kind == ProbeFailureKind.Disconnected && Left() > TimeSpan.Zero)
                {
                    // A kept connection may have been ended by the server for reasons of its own; a new one tells whether the server lives.
                }
            }

            var connection = await _opener.OpenAsync(key, Left(), cancellationToken);
            return new(await ProbeOverAsync(connection, link, Left(), cancellationToken), null);
        }
        catch (InstanceUnreachableException exception)
        {
            return new(null, exception.Failure);
        }
    }

    /// <inheritdoc/>
    public Task<LivenessOutcome> PingAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) => Link(key).Liveness.PingAsync(timeout, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryFenceAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) => Link(key).Liveness.TryFenceAsync(timeout, cancellationToken);

    /// <inheritdoc/>
    public async Task<IInstanceSession> OpenSessionAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) =>
        new PostgreSqlSession(key, await _opener.OpenAsync(key, timeout, cancellationToken), _opener, options, _probe, Link(key).Memory);

    /// <inheritdoc/>
    public Task ForgetAsync(InstanceKey key)
    {
        if (_links.TryRemove(key, out var link)) link.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        foreach (var link in _links.Values) link.Dispose();
        _links.Clear();
    }

    private InstanceLink Link(InstanceKey key) => _links.GetOrAdd(key, _ => new InstanceLink(key, _opener, options, logger));

    private async Task<InstanceSnapshot> ProbeOverAsync(ServerConnection connection, InstanceLink link, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await _probe.RunAsync(connection, link.Key, link.Memory, timeout, cancellationToken);
        }
        finally
        {
            link.GiveProbe(connection);
        }
    }
}
