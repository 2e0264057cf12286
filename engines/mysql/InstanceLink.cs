using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Liveness;
using Ham4Db.Engines.MySql.Probing;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.MySql;

/// <summary>All that is kept towards one instance. Two probes at once do not wait for each other: the second opens a connection of its own.</summary>
internal sealed class InstanceLink(InstanceKey key, ConnectionOpener opener, MySqlEngineOptions options, ILogger logger) : IDisposable
{
    private ServerConnection? _probe;
    private volatile bool _isClosed;

    /// <summary>The instance.</summary>
    public InstanceKey Key { get; } = key;

    /// <summary>What is remembered from probe to probe.</summary>
    public InstanceMemory Memory { get; } = new();

    /// <summary>The connections of liveness.</summary>
    public LivenessLink Liveness { get; } = new(key, opener, options, logger);

    /// <summary>Takes the kept connection of full probes, if it is idle.</summary>
    public ServerConnection? TakeProbe() => Interlocked.Exchange(ref _probe, null);

    /// <summary>Gives a connection back; it is kept if it is whole and none is kept yet.</summary>
    public void GiveProbe(ServerConnection connection)
    {
        if (_isClosed || !connection.IsUsable || Interlocked.CompareExchange(ref _probe, connection, null) is not null) connection.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        TakeProbe()?.Dispose();
        Liveness.Dispose();
    }
}
