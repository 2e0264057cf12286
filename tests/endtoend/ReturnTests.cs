using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class ReturnTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task An_old_primary_that_starts_writable_is_fenced_within_a_tick_and_never_rejoins_silently(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes };
        await using var fleet = await Fleet.StartAsync(topology, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        var old = fleet.Topology.Primary;
        old.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        var successor = fleet.Server(recovery.Successor!.Value);
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);

        await using var stubborn = Fleet.StartWriter(old);
        var returned = RunClock.Now;
        await old.RestartAsync(readOnly: false, Cancelled);
        var errant = await OldPrimary.SettleAsync(fleet, old, successor);
        await fleet.WaitForAsync("a further probe of the old primary", async () =>
            (await fleet.MembersAsync()).Any(m => m.Key == fleet.Key(0) && m.Snapshot.IsReadOnly && m.LastChecked > RunClock.ToUtc(returned)));
        await stubborn.StopAsync();
        await checker.StopAsync();

        var writable = checker.WritableSince(old, returned);
        Output.Write($"writable after its start: {writable.TotalMilliseconds:F0} ms; acknowledged alone: {stubborn.Acknowledged.Count}; errant {errant}");
        Assert.True(writable <= OldPrimary.Limit, string.Join('\n', checker.Periods));
        await AssertNothingIsLostSilentlyAsync([stubborn], old, successor, errant);
    }

    /// <summary>Each acknowledged row that the new primary lacks is still on the old one, which is shown with errant transactions.</summary>
    internal static async Task AssertNothingIsLostSilentlyAsync(IEnumerable<WriterProbe> writers, DatabaseServer old, DatabaseServer successor, string errant)
    {
        foreach (var writer in writers)
        {
            var missing = await writer.VerifyNoneLostAsync(successor, Cancelled);
            Assert.True(missing.Count == 0 || errant.Length > 0, $"{missing.Count} rows are on no instance that anybody is told of.");
            Assert.Empty(await writer.VerifyNoneLostAsync(old, Cancelled));
        }
    }
}
