using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class HangTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_hung_primary_is_replaced_and_what_it_acknowledges_when_it_wakes_is_not_lost(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor }, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        var (old, successor) = await HangAsync(fleet, writer);
        Output.Write($"write outage {writer.Outage!.Duration.TotalMilliseconds:F0} ms");

        var woken = RunClock.Now;
        old.Resume();
        var errant = await OldPrimary.SettleAsync(fleet, old, successor);
        await writer.StopAsync();
        await checker.StopAsync();
        Output.Write($"writable after it woke: {checker.WritableSince(old, woken).TotalMilliseconds:F0} ms; {(errant.Length > 0 ? "errant " + errant : "it rejoined")}");

        Assert.True(checker.WritableSince(old, woken) <= OldPrimary.Limit, string.Join('\n', checker.Periods));
        // A commit that a replica had acknowledged before the hang may be confirmed to the client now; all others wait for replicas that have left.
        await fleet.AssertNoneLostAsync(writer, errant.Length > 0 ? [1, 2, 3, 4] : [0, 1, 2, 3, 4]);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task What_a_woken_primary_acknowledges_alone_is_shown_as_errant(ServerFlavor flavor)
    {
        // Semi-synchronous replication that gives up after so short a time protects nothing: the woken primary confirms what it has alone.
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes, SemiSyncTimeoutMs = 100 };
        await using var fleet = await Fleet.StartAsync(topology, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        // Clients that never ask who the primary is: they wait in the hung server's sockets.
        var stubborn = Enumerable.Range(0, 4).Select(_ => Fleet.StartWriter(fleet.Topology.Primary)).ToList();
        try
        {
            foreach (var client in stubborn) await client.WaitForAsync(w => w.Id > 5, Cancelled);
            var (old, successor) = await HangAsync(fleet, writer);

            var woken = RunClock.Now;
            old.Resume();
            var errant = await OldPrimary.SettleAsync(fleet, old, successor);
            foreach (var client in stubborn) await client.StopAsync();
            await checker.StopAsync();

            var alone = stubborn.Sum(c => c.Acknowledged.Count(w => w.AcknowledgedAt > woken));
            Output.Write($"writable after it woke: {checker.WritableSince(old, woken).TotalMilliseconds:F0} ms; acknowledged alone: {alone}; errant {errant}");
            Assert.True(checker.WritableSince(old, woken) <= OldPrimary.Limit, string.Join('\n', checker.Periods));
            await ReturnTests.AssertNothingIsLostSilentlyAsync(stubborn, old, successor, errant);
        }
        finally
        {
            foreach (var client in stubborn) await client.DisposeAsync();
        }
    }

    private static async Task<(DatabaseServer Old, DatabaseServer Successor)> HangAsync(Fleet fleet, WriterProbe writer)
    {
        var old = fleet.Topology.Primary;
        var hungAt = RunClock.Now;
        old.Hang();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        var successor = fleet.Server(recovery.Successor!.Value);
        await writer.WaitForAsync(w => w.AcknowledgedAt > hungAt && w.Port == successor.Port, Cancelled);
        return (old, successor);
    }
}
