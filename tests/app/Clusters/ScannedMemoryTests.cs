using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Clusters;

/// <summary>What rounds are told of a store that does not tell changes.</summary>
public sealed class ScannedMemoryTests : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CountingStore _tables;
    private readonly FleetStore _store;

    public ScannedMemoryTests()
    {
        _tables = new CountingStore(_folder.Tables);
        _store = new FleetStore(_tables, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_clusters_of_a_round_share_one_look_and_the_next_round_sees_what_was_changed()
    {
        for (var i = 0; i < 50; i++) await SaveAsync(i, epoch: 1);
        var states = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _store.GetRecentStateAsync($"c{i}", 0, Token)));
        Assert.All(states, state => Assert.Equal(1, state.Epoch));
        Assert.Equal(50, (await _store.GetRecentDirectoryAsync(Token)).Count);
        Assert.Equal((0, 2), (_tables.Reads, _tables.Queries));

        await ChangeAsync(7, epoch: 2);
        await _folder.Store.RemoveInstanceAsync(Entry(8), Token);
        Assert.Equal((1, 2), ((await _store.GetRecentStateAsync("c7", 0, Token)).Epoch, (await _store.GetStateAsync("c7", Token)).Epoch));

        _time.Advance(Round);
        Assert.Equal(2, (await _store.GetRecentStateAsync("c7", 0, Token)).Epoch);
        Assert.False((await _store.GetRecentDirectoryAsync(Token)).Contains(Entry(8).Key));
        // What did not change is the same object, so that whoever compares sees it at once.
        Assert.Same(states[3], await _store.GetRecentStateAsync("c3", 0, Token));
        Assert.Equal(4, _tables.Queries);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_no_empty_fleet_and_is_asked_again()
    {
        await SaveAsync(1, epoch: 1);
        _tables.IsBroken = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.GetRecentDirectoryAsync(Token));
        _tables.IsBroken = false;
        Assert.Single(await _store.GetRecentDirectoryAsync(Token));

        _time.Advance(Round);
        _tables.IsBroken = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.GetRecentDirectoryAsync(Token));
    }

    [Fact]
    public async Task Who_has_read_a_row_since_is_not_told_what_was_before()
    {
        await SaveAsync(1, epoch: 1);
        Assert.Equal(1, (await _store.GetRecentStateAsync("c1", 0, Token)).Epoch);
        _time.Advance(Round / 10);
        await ChangeAsync(1, epoch: 2);
        Assert.Equal(2, (await _store.GetStateAsync("c1", Token)).Epoch);
        var read = _time.GetTimestamp();
        Assert.Equal((1, 2), ((await _store.GetRecentStateAsync("c1", 0, Token)).Epoch, (await _store.GetRecentStateAsync("c1", read, Token)).Epoch));

        _time.Advance(Round);
        var reads = _tables.Reads;
        Assert.Equal(2, (await _store.GetRecentStateAsync("c1", read, Token)).Epoch);
        Assert.Equal(reads, _tables.Reads);
    }

    private static DirectoryEntry Entry(int number) => new(new InstanceKey(DatabaseEngine.MySql, $"db{number}", 3306), $"c{number}", $"{number}", DateTimeOffset.UnixEpoch);

    private async Task SaveAsync(int number, long epoch)
    {
        await _folder.Store.SaveDirectoryAsync(Entry(number), Token);
        Assert.True(await _folder.Store.TrySaveStateAsync($"c{number}", new ClusterState { Epoch = epoch }, version: null, Token));
    }

    private async Task ChangeAsync(int number, long epoch)
    {
        var (state, version) = await _folder.Store.GetVersionedStateAsync($"c{number}", Token);
        Assert.True(await _folder.Store.TrySaveStateAsync($"c{number}", state with { Epoch = epoch }, version, Token));
    }
}
