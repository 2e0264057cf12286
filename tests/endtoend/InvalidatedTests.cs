using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>A demoted primary that has transactions of its own, and the ways out.</summary>
public sealed class InvalidatedTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task It_is_shown_with_what_it_wrote_and_rejoins_once_that_is_dealt_with(ServerFlavor flavor)
    {
        string[] clone = flavor == ServerFlavor.MySql ? ["plugin-load-add=mysql_clone.so"] : [];
        var topology = new TopologyOptions
        {
            Flavor = flavor,
            Layout = new([-1, 0, 0]),
            SemiSync = false,
            ExtraSettings = Enumerable.Range(0, 3).ToDictionary(i => i, _ => (IReadOnlyList<string>)clone),
        };
        await using var fleet = await Fleet.StartAsync(topology, cancellationToken: Cancelled);
        using var api = new FleetApi(fleet);

        // A row that no replica has when the primary is declared dead.
        for (var server = 1; server <= 2; server++) await api.OkAsync($"stop-replica/{api.Path(server)}");
        var old = fleet.Server(0);
        await old.ExecuteAsync($"INSERT INTO {InstanceOperationTests.Table} (id, token) VALUES (1, 'alone')", Cancelled);
        old.Kill();
        await api.OkAsync($"force-master-failover/{api.Path(0)}");
        var successor = (await fleet.StateAsync()).LastRecovery!.Successor!.Value;
        await fleet.Server(successor).ExecuteAsync($"INSERT INTO {InstanceOperationTests.Table} (id, token) VALUES (1, 'successor')", Cancelled);
        await old.RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitForAsync("it is invalidated", async () => (await fleet.StateAsync()).Demoted is [{ IsInvalidated: true }]);

        var report = await api.ReadAsync($"v2/instances/{fleet.Key(0)}/errant");
        Assert.True(report.GetProperty("isInvalidated").GetBoolean());
        var change = Assert.Single(Assert.Single(report.GetProperty("transactions").EnumerateArray()).GetProperty("changes").EnumerateArray());
        Assert.Equal(("insert", InstanceOperationTests.Table), (change.GetProperty("kind").GetString(), change.GetProperty("table").GetString()));
        if (flavor == ServerFlavor.MariaDb)
        {
            Assert.Contains("positions only go forward", await api.ErrorAsync($"gtid-errant-inject-empty/{api.Path(0)}"), StringComparison.Ordinal);
            await api.OkAsync($"gtid-errant-reset-master/{api.Path(0)}");
        }
        else
        {
            await api.OkAsync($"gtid-errant-inject-empty/{api.Path(0)}");
        }

        await fleet.WaitForAsync("it has rejoined and follows", async () =>
            (await fleet.StateAsync()).Demoted.Count == 0 && await InstanceOperationTests.HasRowAsync(old, "successor"));
        Assert.True(await InstanceOperationTests.HasRowAsync(old, "alone"));
        Assert.False(await InstanceOperationTests.HasRowAsync(fleet.Server(successor), "alone"));
        if (flavor == ServerFlavor.MySql) await CopyAnewAsync(fleet, api);
    }

    /// <summary>The row that it has alone is gone afterwards: everything on it is that of another instance.</summary>
    private static async Task CopyAnewAsync(Fleet fleet, FleetApi api)
    {
        await fleet.Server(0).WriteErrantAsync("errant");
        await fleet.WaitForAsync("it is errant", async () => (await api.ErrantAsync(0)).Length > 0);
        var copying = api.OkAsync($"reclone/{api.Path(0)}");
        // Nothing watches over the server here: it stops where it would restart itself.
        await fleet.WaitForAsync("it stopped", () => Task.FromResult(!fleet.Server(0).IsRunning || copying.IsCompleted), TimeSpan.FromSeconds(60));
        if (!fleet.Server(0).IsRunning) await fleet.Server(0).RestartAsync(cancellationToken: Cancelled);
        await copying;
        Assert.Equal("", await api.ErrantAsync(0));
        Assert.False(await InstanceOperationTests.HasRowAsync(fleet.Server(0), "alone"));
        await fleet.WaitForAsync("it follows", async () => await InstanceOperationTests.HasRowAsync(fleet.Server(0), "successor"));
    }
}
