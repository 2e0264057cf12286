using System.Diagnostics;

namespace Ham4Db.Simulation;

/// <summary>Servers that replicate from each other. Everything that changes them goes through <see cref="Change"/>.</summary>
public sealed class SimulatedCluster
{
    private readonly Lock _lock = new();
    private readonly double _writesPerSecond;
    private readonly List<SimulatedServer> _servers = [];
    private long _settledAt = Stopwatch.GetTimestamp();

    internal SimulatedCluster(double writesPerSecond, Action<SimulatedServer> promoted) => (_writesPerSecond, Promoted) = (writesPerSecond, promoted);

    /// <summary>Its servers; the first is the first primary.</summary>
    public IReadOnlyList<SimulatedServer> Servers => _servers;

    internal Action<SimulatedServer> Promoted { get; }

    internal void Add(SimulatedServer server) => _servers.Add(server);

    internal SimulatedServer? At(string host, int port) => _servers.Find(s => s.Host == host && s.Port == port);

    /// <summary>Looks at it while it stands still.</summary>
    internal T Read<T>(Func<T> read)
    {
        lock (_lock) return read();
    }

    /// <summary>Changes it; until now everything went on as it was.</summary>
    internal void Change(Action change)
    {
        lock (_lock)
        {
            var kept = _servers.ConvertAll(server => server.Executed());
            for (var i = 0; i < kept.Count; i++) _servers[i].Keep(kept[i]);
            _settledAt = Stopwatch.GetTimestamp();
            change();
        }
    }

    /// <summary>Transactions that a primary has committed since the last change.</summary>
    internal long CommittedSince => (long)(Stopwatch.GetElapsedTime(_settledAt).TotalSeconds * _writesPerSecond);
}
