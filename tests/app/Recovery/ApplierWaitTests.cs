using Ham4Db.Core.Ports;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Recovery;

public sealed class ApplierWaitTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TimeSpan> _asked = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_gets_on_is_waited_for_and_one_that_stands_still_is_not()
    {
        await WaitAsync(isPatient: true, ["a:1-2", "a:1-9", "a:1-9 done"]);
        Assert.Equal([10, 10, 10], _asked.Select(a => a.TotalSeconds));

        _asked.Clear();
        var stuck = await Assert.ThrowsAsync<InstanceOperationException>(() => WaitAsync(isPatient: true, ["a:1-2", "a:1-2", "a:1-9 done"]));
        Assert.Contains("for 10 s; it was not promoted", stuck.Message, StringComparison.Ordinal);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task A_day_is_the_longest_that_is_waited()
    {
        var endless = Enumerable.Range(0, 20_000).Select(i => $"a:1-{i + 2}").ToArray();
        var late = await Assert.ThrowsAsync<InstanceOperationException>(() => WaitAsync(isPatient: true, endless));
        Assert.Contains("within 1.00:00:00", late.Message, StringComparison.Ordinal);
        Assert.InRange(_asked.Count, 8640, 8642);
    }

    [Fact]
    public async Task Without_the_key_five_minutes_must_do()
    {
        Assert.Contains("within 00:05:00", (await Assert.ThrowsAsync<InstanceOperationException>(() => WaitAsync(isPatient: false, ["a:1-2"]))).Message, StringComparison.Ordinal);
        Assert.Equal([5], _asked.Select(a => a.TotalMinutes));
    }

    /// <summary>What the instance has executed after each time that it was waited for; it is done where the text says so.</summary>
    private async Task WaitAsync(bool isPatient, string[] executed)
    {
        var fleet = new ScriptedFleet();
        var key = fleet.AddCluster("db", replicas: 1)[1];
        var (server, next) = (fleet[key], 0);
        server.ExecutedGtidSet = "a:1";
        server.Applies = limit =>
        {
            _asked.Add(limit);
            _time.Advance(limit);
            server.ExecutedGtidSet = executed[next].Split(' ')[0];
            return executed[next++].EndsWith("done", StringComparison.Ordinal);
        };
        var options = new Ham4DbOptions { DelayMasterPromotionIfSQLThreadNotUpToDate = isPatient, ReasonableReplicationLagSeconds = 10 };
        await new ApplierWait(options, _time).ForReceivedAsync(new ScriptedSession(server, fleet), Cancelled);
    }
}
