using Ham4Db.Core.Model;
using Ham4Db.Engines.PostgreSql.Connections;
using Ham4Db.Engines.PostgreSql.Liveness;
using Ham4Db.Engines.PostgreSql.Probing;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.PostgreSql;

/// <summary>What is kept towards one instance: connections, and what was learnt of it.</summary>
internal sealed class InstanceLink(InstanceKey key, ConnectionOpener opener, PostgreSqlEngineOptions options, ILogger logger) : IDisposable
{
    private ServerConnection? _probe;

    /// <summary>The instance.</summary>
    public InstanceKey Key => key;

    /// <summary>Liveness questions.</summary>
    public LivenessLink Liveness { get; } = new(key, opener, options, logger);

    /// <summary>What was learnt.</summary>
    public InstanceMemory Memory { get; } = new();

    /// <summary>Takes the kept connection of probes; null when there is none or another probe uses it.</summary>
    public ServerConnection? TakeProbe() => Interlocked.Exchange(ref _probe, null);

    /// <summary>Gives a connection back for the next probe.</summary>
    public void GiveProbe(ServerConnection connection)
    {
        if (!connection.IsUsable || Interlocked.CompareExchange(ref _probe, connection, null) is not null) connection.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TakeProbe()?.Dispose();
        Liveness.Dispose();
    }
}
