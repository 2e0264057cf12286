using Ham4Db.Agents;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Agents;

/// <summary>What is kept of agents, how often it is written, and when it ends.</summary>
public sealed class AgentDirectoryTests : IDisposable
{
    private static readonly InstanceKey Key = new(DatabaseEngine.PostgreSql, "10.0.0.1", 5432);

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly AgentDirectory _directory;

    public AgentDirectoryTests() => _directory = NewDirectory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heartbeats_that_say_nothing_new_are_written_every_half_minute_only()
    {
        var written = 0;
        for (var i = 0; i < 25; i++)
        {
            if ((await HearAsync(Report())).IsWritten) written++;
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        // At 0, 30, 60, 90 and 120 s.
        Assert.Equal(5, written);
        Assert.Equal(_time.GetUtcNow().AddSeconds(-5), Assert.Single(_directory.Known).SeenAt);
    }

    [Fact]
    public async Task What_changed_is_written_at_once_and_what_changes_all_the_time_is_not()
    {
        await HearAsync(Report());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await HearAsync(Report() with { Version = "2" })).IsWritten);
        // Two agents that give themselves out for the same one.
        var written = 0;
        for (var i = 0; i < 40; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            if ((await HearAsync(Report() with { Version = $"{i % 2}" })).IsWritten) written++;
        }

        Assert.InRange(written, 1, 4);
    }

    [Fact]
    public async Task It_is_lost_after_some_heartbeats_and_forgotten_after_some_hours()
    {
        await HearAsync(Report());
        Assert.Equal(AgentState.Live, StateAfter(44));
        Assert.Equal(AgentState.Lost, StateAfter(46));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Empty(_directory.Known);
        Assert.Null(_directory.Find("10.0.0.1:15000"));
        Assert.Equal(1, await _folder.Store.PurgeAgentsAsync(_time.GetUtcNow().AddHours(-1), 100, Cancellation));
        Assert.Empty(await _folder.Store.GetAgentsAsync(Cancellation));
    }

    [Fact]
    public async Task Each_loss_is_told_once()
    {
        var watch = new AgentWatch(_directory, _folder.Store, _time, NullLogger<AgentWatch>.Instance);
        await HearAsync(Report());
        await watch.RunAsync(Cancellation);
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await watch.RunAsync(Cancellation);
        }

        Assert.Equal(1, await CountLossesAsync());
        await HearAsync(Report());
        await watch.RunAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));
        await watch.RunAsync(Cancellation);
        Assert.Equal(2, await CountLossesAsync());
    }

    [Fact]
    public async Task Another_process_knows_what_this_one_heard_and_forgot()
    {
        using var other = NewDirectory();
        await HearAsync(Report());
        await other.RefreshAsync(Cancellation);
        Assert.Equal("10.0.0.1:15000", Assert.Single(other.Beside(Key)).Report.Id);
        _time.Advance(TimeSpan.FromSeconds(31));
        await HearAsync(Report());
        await other.RefreshAsync(Cancellation);
        Assert.Equal(_time.GetUtcNow(), Assert.Single(other.Known).SeenAt);

        _time.Advance(TimeSpan.FromSeconds(10));
        await _directory.ForgetAsync("10.0.0.1:15000", Cancellation);
        await other.RefreshAsync(Cancellation);
        Assert.Empty(other.Known);
    }

    [Fact]
    public async Task Beside_an_instance_is_the_one_of_its_address_or_its_name_and_the_latest_first()
    {
        await _directory.HearAsync(Report(), "db1", Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _directory.HearAsync(Report() with { AgentPort = 16000 }, "db1", Cancellation);
        await _directory.HearAsync(Report() with { AgentPort = 17000, Port = null, Protocol = AgentProtocol.Original }, "db1", Cancellation);
        Assert.Equal(["10.0.0.1:16000", "10.0.0.1:15000"], _directory.Beside(Key).Select(agent => agent.Report.Id));
        Assert.Equal(2, _directory.Beside(Key with { Host = "DB1" }).Count);
        Assert.Empty(_directory.Beside(Key with { Port = 5433 }));
        Assert.Empty(_directory.Beside(Key with { Engine = DatabaseEngine.OpenGauss }));

        // As the engines ask: from memory.
        Assert.Equal(new AgentAddress("10.0.0.1", 16000, UsesTls: false, IsLive: true), _directory.Find(Key with { Host = "db1" }));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_directory.Find(Key)!.IsLive);
        await _directory.ForgetAsync("10.0.0.1:16000", Cancellation);
        Assert.Equal(15000, _directory.Find(Key)!.Port);
        Assert.Null(_directory.Find(Key with { Port = 5433 }));
    }

    [Fact]
    public async Task A_hold_is_seen_by_every_process_and_ends_by_itself()
    {
        await _directory.HearAsync(Report(), "db1", Cancellation);
        Assert.False(await _directory.IsHeldAsync(Report(), Cancellation));
        await _folder.Store.SaveAgentHoldAsync(new AgentHold(Key with { Host = "db1" }, _time.GetUtcNow().AddSeconds(10)), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await _directory.IsHeldAsync(Report(), Cancellation));
        Assert.False(await _directory.IsHeldAsync(Report() with { Port = 5433 }, Cancellation));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(await _directory.IsHeldAsync(Report(), Cancellation));
    }

    public void Dispose()
    {
        _directory.Dispose();
        _folder.Dispose();
    }

    private static AgentReport Report() => new() { Engine = DatabaseEngine.PostgreSql, Address = "10.0.0.1", Port = 5432, AgentPort = 15000, IntervalSeconds = 5, Version = "1" };

    private Task<(AgentRecord Present, AgentRecord? Before, bool IsWritten)> HearAsync(AgentReport report) => _directory.HearAsync(report, report.Address, Cancellation);

    private AgentState StateAfter(double seconds) => AgentFreshness.StateOf(Assert.Single(_directory.Known), _time.GetUtcNow().AddSeconds(seconds));

    private async Task<int> CountLossesAsync() => await _folder.Store.GetAuditAsync(instance: null, Cancellation).CountAsync(record => record.Type == "agent-lost", Cancellation);

    private AgentDirectory NewDirectory() => new(_folder.Store, new Ham4DbOptions { UnseenAgentForgetHours = 1 }, _time);
}
