using Ham4Db.Core.Model;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Probing;

/// <summary>The last hour of each instance.</summary>
public sealed class MeasurementHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 3, 14, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly InstanceKey _key = ScriptedFleet.Key("db1");

    [Fact]
    public void Of_ten_seconds_the_worst_is_kept()
    {
        var history = new MeasurementHistory(_time);
        foreach (var (milliseconds, lag, answered) in new (double, long?, bool)[] { (3, 1, true), (900.04, null, false), (2, 7, true), (4, 0, true) })
        {
            history.Add(_key, TimeSpan.FromMilliseconds(milliseconds), lag, answered);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        history.Add(_key, TimeSpan.FromMilliseconds(5), lagSeconds: null, answered: true);
        Assert.Equal([new MeasuredSpan(Start, 900, 7, IsUnanswered: true), new MeasuredSpan(Start.AddSeconds(10), 5, null, IsUnanswered: false)], history.Of(_key));
        Assert.Empty(history.Of(ScriptedFleet.Key("db2")));
    }

    [Theory, InlineData(0L, 0), InlineData(65_533L, 65_533), InlineData(long.MaxValue - 1, 65_534), InlineData(-3L, 0)]
    public void A_lag_of_any_size_is_kept_or_said_to_be_at_least_as_large(long lag, int kept)
    {
        var history = new MeasurementHistory(_time);
        history.Add(_key, TimeSpan.Zero, lag, answered: true);
        Assert.Equal([new MeasuredSpan(Start, 0, kept, IsUnanswered: false)], history.Of(_key));
    }

    [Fact]
    public void What_is_older_than_an_hour_is_gone_whether_anything_came_after_it_or_not()
    {
        var history = new MeasurementHistory(_time);
        for (var i = 0; i < 3000; i++)
        {
            history.Add(_key, TimeSpan.FromMilliseconds(i), i, answered: true);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var kept = history.Of(_key);
        Assert.Equal((359, _time.GetUtcNow().AddSeconds(-10), _time.GetUtcNow().AddSeconds(-3590), 2999), (kept.Count, kept[^1].At, kept[0].At, kept[^1].LagSeconds));
        Assert.Equal(kept.Count, kept.Select(point => point.At).Distinct().Count());

        // Nothing for half an hour, then one, then nothing for longer than is kept.
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.InRange(history.Of(_key).Count, 178, 181);
        history.Add(_key, TimeSpan.FromMilliseconds(1), lagSeconds: 1, answered: true);
        Assert.Equal(_time.GetUtcNow(), history.Of(_key)[^1].At);
        Assert.InRange(history.Of(_key).Count, 178, 181);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(history.Of(_key));
        history.Add(_key, TimeSpan.FromMilliseconds(2), lagSeconds: 2, answered: true);
        Assert.Equal([2], history.Of(_key).Select(point => point.LagSeconds));
    }

    [Fact]
    public void A_clock_that_was_set_back_does_no_harm()
    {
        var history = new MeasurementHistory(_time);
        history.Add(_key, TimeSpan.FromMilliseconds(1), lagSeconds: 1, answered: true);
        var behind = new FakeTimeProvider(Start.AddMinutes(-5));
        var ring = new MeasurementRing(MeasurementHistory.Spans);
        foreach (var clock in new[] { _time, behind, _time })
            ring.Add(clock.GetUtcNow().UtcTicks / MeasurementHistory.Span.Ticks, 1, 1, answered: true);
        ring.Add(behind.GetUtcNow().AddDays(-1).UtcTicks / MeasurementHistory.Span.Ticks, 9, 9, answered: false);
        var read = ring.Read(Start.UtcTicks / MeasurementHistory.Span.Ticks, MeasurementHistory.Span);
        Assert.Equal([Start.AddMinutes(-5), Start], read.Select(point => point.At));
        Assert.All(read, point => Assert.Equal((1.0, 1, false), (point.ProbeMilliseconds, point.LagSeconds, point.IsUnanswered)));
    }

    [Fact]
    public void Instances_that_are_probed_no_more_give_their_memory_back()
    {
        var history = new MeasurementHistory(_time);
        for (var i = 0; i < 50; i++) history.Add(ScriptedFleet.Key($"gone{i}"), TimeSpan.FromMilliseconds(1), lagSeconds: 0, answered: true);
        for (var i = 0; i < 90; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            history.Add(_key, TimeSpan.FromMilliseconds(1), lagSeconds: 0, answered: true);
        }

        Assert.Equal(1, history.Instances);
        Assert.NotEmpty(history.Of(_key));
    }
}
