using System.Collections.Concurrent;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Probing;

/// <summary>What a cluster in which nothing changes costs in writes.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private const string Cluster = "c1";
    private const int PollSeconds = 5;

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentDictionary<InstanceKey, InstanceWatch> _instances = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, 13)]
    [InlineData(false, 3)]
    public async Task It_is_a_heartbeat_each_round_and_one_in_half_a_minute_where_writes_are_paid_for(bool isFree, int expected)
    {
        var counted = new CountingStore(_folder.Tables);
        await using var services = Services(isFree ? _folder.Tables : counted);
        var (watch, reaction) = (services.GetRequiredService<WatchServices>(), new Reaction(Cluster, services.GetRequiredService<WatchServices>()));
        var members = Members();
        var beats = new HashSet<DateTimeOffset>();
        var writes = 0;
        for (var round = 0; round <= 12; round++)
        {
            await ReactAsync(watch, reaction, members);
            var beat = await watch.Store.GetHeartbeatAsync(Cluster, Token);
            beats.Add(beat!.At);
            // Before the next round too, and were that late, everybody who looks finds it up to date.
            Assert.All(members, member => Assert.True(Freshness.Of(member, beat, PollSeconds, _time.GetUtcNow().AddSeconds(PollSeconds - 1)).IsUpToDate));
            if (round == 0) writes = counted.Writes;
            _time.Advance(TimeSpan.FromSeconds(PollSeconds));
        }

        Assert.Equal(expected, beats.Count);
        if (!isFree) Assert.Equal(expected - 1, counted.Writes - writes);
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_is_written_at_once_whenever_the_last_heartbeat_was()
    {
        await using var services = Services(new CountingStore(_folder.Tables));
        var (watch, reaction) = (services.GetRequiredService<WatchServices>(), new Reaction(Cluster, services.GetRequiredService<WatchServices>()));
        var members = Members();
        await ReactAsync(watch, reaction, members);
        _time.Advance(TimeSpan.FromSeconds(PollSeconds));
        members[1] = TopologyReader.Apply(members[1], new ProbeOutcome(null, new ProbeFailure(ProbeFailureKind.Timeout, "It did not answer.")), _time.GetUtcNow());
        await ReactAsync(watch, reaction, members);

        var written = await watch.Store.GetMembersAsync(Cluster, Token);
        Assert.Equal([true, false], written.Select(member => member.IsLastCheckValid));
        Assert.Equal(_time.GetUtcNow().AddSeconds(-PollSeconds), (await watch.Store.GetHeartbeatAsync(Cluster, Token))!.At);
    }

    private static ServiceProvider BuildServices(ITableStore tables, TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(tables);
        services.AddSingleton(time);
        services.AddHam4Db(new Ham4DbOptions { InstancePollSeconds = PollSeconds });
        services.RemoveAll<IDatabaseEngine>();
        services.AddSingleton<IDatabaseEngine>(new ScriptedFleet());
        return services.BuildServiceProvider();
    }

    private ServiceProvider Services(ITableStore tables) => BuildServices(tables, _time);

    private List<ClusterMember> Members()
    {
        InstanceKey Key(int number) => new(DatabaseEngine.MySql, $"db{number}", 3306);
        List<ClusterMember> members = [.. Enumerable.Range(1, 2).Select(number => new ClusterMember
        {
            LastChecked = _time.GetUtcNow(),
            Snapshot = new InstanceSnapshot
            {
                Key = Key(number),
                ServerId = $"{number}",
                SeenAt = _time.GetUtcNow(),
                IsReadOnly = number > 1,
                Replication = number == 1 ? null : new ReplicationStatus { Source = Key(1), SourceServerId = "1", Receiver = ReplicationThreadState.Running, Applier = ReplicationThreadState.Running },
            },
        })];
        foreach (var member in members) _instances[member.Key] = new InstanceWatch(member, share: 0);
        return members;
    }

    // Nothing is found, and so nothing is started: no client is asked for anything.
    private Task ReactAsync(WatchServices watch, Reaction reaction, List<ClusterMember> members) =>
        reaction.ReactAsync(watch.Reader.Compose(Cluster, members, reaction.State), new List<Finding>(), _instances, client: null!, Token);
}
