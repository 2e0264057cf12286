using System.Collections.Concurrent;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>An engine whose servers exist in memory only.</summary>
internal sealed class ScriptedFleet : IDatabaseEngine
{
    private const string GtidOrigin = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    private readonly ConcurrentDictionary<InstanceKey, ScriptedServer> _servers = new();

    private int _numbers;

    public DatabaseEngine Engine => DatabaseEngine.MySql;

    public int DefaultPort => 3306;

    public IEnumerable<ScriptedServer> Servers => _servers.Values;

    /// <summary>Everything that sessions did, in order.</summary>
    public ConcurrentQueue<(InstanceKey Key, string Operation)> Operations { get; } = new();

    /// <summary>Awaited before a session is opened: holds a recovery where a test wants it.</summary>
    public Func<InstanceKey, Task> OpeningSession { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before a probe; what it throws is a defect of an engine.</summary>
    public Action<InstanceKey> Probing { get; set; } = _ => { };

    /// <summary>Awaited before a server is asked whether it lives.</summary>
    public Func<InstanceKey, Task> Pinging { get; set; } = _ => Task.CompletedTask;

    public static InstanceKey Key(string host, int port = 3306) => new(DatabaseEngine.MySql, host, port);

    /// <summary>Makes a primary with replicas: <c>{name}1</c> is the primary, <c>{name}2</c> and so on replicate from it.</summary>
    public IReadOnlyList<InstanceKey> AddCluster(string name, int replicas = 2, string alias = "")
    {
        var keys = Enumerable.Range(1, replicas + 1).Select(i => Key($"{name}{i}")).ToList();
        foreach (var key in keys)
        {
            var isPrimary = key == keys[0];
            _servers[key] = new ScriptedServer(key, ++_numbers)
            {
                IsReadOnly = !isPrimary,
                Source = isPrimary ? null : keys[0],
                IsReceiving = !isPrimary,
                IsApplying = !isPrimary,
                ExecutedGtidSet = $"{GtidOrigin}:1-100",
                ClusterAlias = alias,
            };
        }

        return keys;
    }

    /// <summary>Takes a server away, as if it had never been.</summary>
    public void Remove(InstanceKey key) => _servers.TryRemove(key, out _);

    /// <summary>The server answers at a further address, under which it knows itself as under its own.</summary>
    public void AddAddress(ScriptedServer server, InstanceKey address) => _servers[address] = server;

    public ScriptedServer? Find(InstanceKey key) => _servers.GetValueOrDefault(key);

    public ScriptedServer this[InstanceKey key] => _servers[key];

    public Task<ProbeOutcome> ProbeAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Probing(key);
        return Task.FromResult(Find(key) is { IsAlive: true } server
            ? new ProbeOutcome(server.Snapshot(this) with { Key = key }, null)
            : new ProbeOutcome(null, Refused(key)));
    }

    public async Task<LivenessOutcome> PingAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Pinging(key);
        return Find(key) is { IsAlive: true } server
            ? new LivenessOutcome(IsAlive: true, !server.IsReadOnly, null)
            : new LivenessOutcome(IsAlive: false, null, Refused(key));
    }

    public Task<bool> TryFenceAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Find(key) is not { IsAlive: true } server) return Task.FromResult(false);
        server.IsReadOnly = true;
        return Task.FromResult(true);
    }

    public async Task<IInstanceSession> OpenSessionAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await OpeningSession(key);
        return Find(key) is { IsAlive: true } server ? new ScriptedSession(server, this) : throw new InstanceUnreachableException(Refused(key));
    }

    public Task ForgetAsync(InstanceKey key) => Task.CompletedTask;

    private static ProbeFailure Refused(InstanceKey key) => new(ProbeFailureKind.Refused, $"{key} refused the connection.");
}
