using System.Collections.Concurrent;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Functions.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Probing.Shards;

public sealed class ShardBoardTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly SentMessages _queue = new();
    private readonly FleetStore _store;
    private readonly ShardBoard _board;

    public ShardBoardTests()
    {
        _store = new FleetStore(_folder.Tables);
        _board = new ShardBoard(_store, _queue, new Ham4DbOptions { ProbeShards = 2 }, _time, NullLogger<ShardBoard>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_shard_without_an_owner_is_asked_for_at_once_and_again_while_nobody_takes_it()
    {
        await LookAsync();
        Assert.Equal([new(0, 2, 0, 0), new(1, 2, 0, 0)], _queue.Take());
        for (var second = 0; second < 2; second++) await LookAsync();
        Assert.Empty(_queue.Take());
        await LookAsync();
        Assert.Equal([new(0, 2, 0, 0), new(1, 2, 0, 0)], _queue.Take());
    }

    [Fact]
    public async Task One_whose_owner_gives_no_sign_of_life_is_asked_for_whatever_the_owner_s_clock_says()
    {
        var first = await SaveAsync(new ShardLease(0, "you", Term: 3, Beat: 9, _time.GetUtcNow().AddDays(-1)), version: null);
        var second = await SaveAsync(new ShardLease(1, "you", Term: 1, Beat: 1, _time.GetUtcNow().AddDays(1)), version: null);
        for (var beat = 2; beat < 8; beat++)
        {
            await LookAsync();
            second = await SaveAsync(new ShardLease(1, "you", Term: 1, beat, default), second);
            if (beat < 5) Assert.Empty(_queue.Take());
        }

        Assert.Equal([new(0, 2, 3, 9)], _queue.Take());
        // What was seen is what the message names: once the owner is heard again it is void.
        Assert.NotNull(await SaveAsync(new ShardLease(0, "you", Term: 3, Beat: 10, default), first));
        Assert.False(new ShardMessage(0, 2, 3, 9).Fits((await _store.GetShardLeaseAsync(2, 0, Token)).Lease));
        for (var look = 0; look < 2; look++) await LookAsync();
        Assert.DoesNotContain(_queue.Take(), message => message.Shard == 0);
    }

    [Fact]
    public async Task Of_two_that_take_the_same_lease_one_has_it()
    {
        var lease = new ShardLease(0, "you", Term: 1, Beat: 1, default);
        var version = await SaveAsync(lease, version: null);
        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _store.TrySaveShardLeaseAsync(2, lease with { Owner = $"{number}", Term = 2 }, version, Token)));
        Assert.Single(won, saved => saved is not null);
        Assert.Null(await _store.TrySaveShardLeaseAsync(2, lease, version: null, Token));
    }

    private async Task<string> SaveAsync(ShardLease lease, string? version) => (await _store.TrySaveShardLeaseAsync(2, lease, version, Token))!;

    private async Task LookAsync()
    {
        _board.Look(Token);
        await _board.Looked;
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private sealed class SentMessages : IShardQueue
    {
        private readonly ConcurrentQueue<ShardMessage> _sent = new();

        public Task SendAsync(ShardMessage message, TimeSpan after, CancellationToken cancellationToken)
        {
            _sent.Enqueue(message);
            return Task.CompletedTask;
        }

        public List<ShardMessage> Take()
        {
            var taken = _sent.ToList();
            _sent.Clear();
            return taken;
        }
    }
}
