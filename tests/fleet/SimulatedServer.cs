using System.Globalization;
using System.Text;

namespace Ham4Db.Simulation;

/// <summary>One server: what it has executed, from whom it replicates and whether it takes writes. Read and changed within its cluster's turn.</summary>
public sealed class SimulatedServer
{
    private const int DeepestChain = 32;

    private IReadOnlyDictionary<string, long> _kept;

    internal SimulatedServer(SimulatedCluster cluster, string host, int port, int number, SimulatedServer? source)
    {
        (Cluster, Host, Port, Number) = (cluster, host, port, number);
        Uuid = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:D12}");
        _kept = source?._kept ?? new Dictionary<string, long> { [Uuid] = 1000 };
        IsReadOnly = source is not null;
        if (source is not null) (SourceHost, SourcePort) = (source.Host, source.Port);
        cluster.Add(this);
    }

    public SimulatedCluster Cluster { get; }

    public string Host { get; }

    public int Port { get; }

    /// <summary>Its server_id.</summary>
    public int Number { get; }

    public string Uuid { get; }

    public ServerFault Fault { get; internal set; }

    public bool IsReadOnly { get; internal set; }

    /// <summary>Empty: it replicates from nobody.</summary>
    public string SourceHost { get; internal set; } = "";

    public int SourcePort { get; internal set; }

    public bool ReceiverRuns { get; internal set; } = true;

    public bool ApplierRuns { get; internal set; } = true;

    /// <summary>Seconds that it says it is behind.</summary>
    public int LagSeconds { get; internal set; }

    /// <summary>Full probes since <see cref="ForgetLooks"/>.</summary>
    public int Looks { get; private set; }

    /// <summary>When the last full probe came, as a timestamp of the system's clock; before the first: when counting began.</summary>
    public long LookedAt { get; private set; } = TimeProvider.System.GetTimestamp();

    /// <summary>The longest time between two full probes since <see cref="ForgetLooks"/>.</summary>
    public TimeSpan LongestGap { get; private set; }

    internal SimulatedServer? Source => SourceHost.Length == 0 ? null : Cluster.At(SourceHost, SourcePort);

    /// <summary>Its receiver has a connection to a source that lives.</summary>
    internal bool IsConnected => ReceiverRuns && Source is { Fault: ServerFault.None };

    internal IEnumerable<SimulatedServer> Replicas => Cluster.Servers.Where(s => s.Source == this && s.IsConnected && s.Fault != ServerFault.Dead);

    /// <summary>Counts full probes anew, from now on.</summary>
    public void ForgetLooks() => Cluster.Change(() => (Looks, LongestGap, LookedAt) = (0, TimeSpan.Zero, TimeProvider.System.GetTimestamp()));

    internal void Looked()
    {
        var (now, gap) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetElapsedTime(LookedAt));
        (Looks, LookedAt, LongestGap) = (Looks + 1, now, gap > LongestGap ? gap : LongestGap);
    }

    internal void Keep(IReadOnlyDictionary<string, long> executed) => _kept = executed;

    /// <summary>Transactions by the server that committed them first, up to the number.</summary>
    internal IReadOnlyDictionary<string, long> Executed(int depth = 0)
    {
        if (Fault != ServerFault.None || depth > DeepestChain) return _kept;
        if (SourceHost.Length > 0) return IsConnected && ApplierRuns ? Source!.Executed(depth + 1) : _kept;
        var committed = Cluster.CommittedSince;
        if (IsReadOnly || committed == 0) return _kept;
        return new Dictionary<string, long>(_kept) { [Uuid] = _kept.GetValueOrDefault(Uuid) + committed };
    }

    internal string ExecutedText()
    {
        var text = new StringBuilder();
        foreach (var (uuid, last) in Executed().OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? ",\n" : "")}{uuid}:1-{last}");
        return text.ToString();
    }
}
