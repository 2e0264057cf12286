using Ham4Db.Core.Model;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Topologies;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ham4Db.Web.Tests;

/// <summary>The page in front of a stand-in openGauss cluster: real PostgreSQL servers that stream, and the agents' real program.</summary>
public sealed class OpenGaussLiveTests(Chromium chromium)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 300_000 };

    [Fact]
    public async Task A_primary_is_killed_with_its_agent_and_the_recovery_is_watched_until_it_is_a_standby_and_another_is_restarted()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(
            new() { Layout = new TopologyLayout([-1, 0, 1]), SynchronousStandbyNames = "ANY 1 (n2)" }, configure: o => o with { OpenGaussRebuildOldPrimary = true });
        await using var visit = await chromium.VisitAsync($"http://{fleet.Options.ListenAddress}");
        var page = visit.Page;
        await visit.OpenAsync($"clusters/{fleet.ClusterId}");
        await Assertions.Expect(page.Locator(".instance-node")).ToHaveCountAsync(3);
        await Assertions.Expect(Node(page, fleet.Key(0))).ToHaveAttributeAsync("data-role", "primary");
        await Assertions.Expect(Node(page, fleet.Key(2)).GetByTitle("cascade standby", new LocatorGetByTitleOptions { Exact = false })).ToBeVisibleAsync();
        await page.EvaluateAsync("window.isTheSame = true");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Recoveries" }).First.ClickAsync();
        await Assertions.Expect(visit.Text("There is nothing here.")).ToBeVisibleAsync();

        fleet.Agents[0].Kill();
        fleet.Topology.Primary.Kill();
        await page.Locator("tbody a").First.ClickAsync(new LocatorClickOptions { Timeout = 300_000 });
        await Assertions.Expect(page.Locator($"[data-step=promote][data-state=done]")).ToContainTextAsync(fleet.Key(1).ToString(), new() { Timeout = 300_000 });
        await Assertions.Expect(visit.Text("succeeded", exact: true)).ToBeVisibleAsync(Patiently);
        // Nobody speaks for its host: it cannot be brought back before its agent is there again.
        await Assertions.Expect(page.Locator("[data-step=rejoin-old-primary][data-state=done]")).ToHaveCountAsync(0);
        await fleet.Agents[0].StartAsync();
        await Assertions.Expect(page.Locator("[data-step=rejoin-old-primary][data-state=done]")).ToBeVisibleAsync(Patiently);
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSame"), "the page was loaded again");
        await visit.PictureAsync("live-opengauss-recovery");
        Assert.Empty(await Accessibility.CheckAsync(page));

        await visit.OpenAsync($"clusters/{fleet.ClusterId}");
        await Assertions.Expect(Node(page, fleet.Key(1))).ToHaveAttributeAsync("data-role", "primary", new() { Timeout = 300_000 });
        await Assertions.Expect(Node(page, fleet.Key(0))).Not.ToHaveAttributeAsync("data-role", "primary", new() { Timeout = 300_000 });
        await fleet.WaitForRejoinAsync(0, 1);
        await visit.PictureAsync("live-opengauss");

        // Its agent restarts a standby: what it would do is shown first, then each step, then that it is there again.
        var standby = fleet.Topology.Nodes[2];
        var before = await standby.QueryAsync<DateTime>("SELECT pg_postmaster_start_time()", TestContext.Current.CancellationToken);
        await visit.OpenAsync($"clusters/{fleet.ClusterId}?instance={Uri.EscapeDataString(fleet.Key(2).ToString())}");
        await visit.Button("Restart the server …").ClickAsync();
        await Assertions.Expect(visit.Text($"Stop {fleet.Key(2)} in order, and start it again as")).ToBeVisibleAsync(Patiently);
        await visit.PictureAsync("live-opengauss-restart");
        Assert.Equal(before, await standby.QueryAsync<DateTime>("SELECT pg_postmaster_start_time()", TestContext.Current.CancellationToken));
        await visit.Button("Do it").ClickAsync();
        // What lies behind it is a dialog too, with a button of that name.
        var dialog = page.GetByRole(AriaRole.Dialog).Filter(new LocatorFilterOptions { HasText = $"Restart the server: {fleet.Key(2)}" });
        await Assertions.Expect(dialog.Locator("[data-step]").First).ToContainTextAsync(fleet.Key(2).ToString(), new() { Timeout = 300_000 });
        await Assertions.Expect(dialog.GetByText("Done", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(dialog.Locator("[data-step][data-state=done]").First).ToBeVisibleAsync(Patiently);
        await visit.PictureAsync("live-opengauss-restarted");
        Assert.Empty(await Accessibility.CheckAsync(page));
        Assert.True(await standby.QueryAsync<DateTime>("SELECT pg_postmaster_start_time()", TestContext.Current.CancellationToken) > before, "the standby was not restarted");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close" }).Last.ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await fleet.WaitForSourceAsync(2, 0, 1);
        await Assertions.Expect(Node(page, fleet.Key(2))).Not.ToHaveAttributeAsync("data-health", "error", new() { Timeout = 300_000 });

        await visit.OpenAsync("history/operations");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync(fleet.Key(2).ToString());
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("succeeded");
        Assert.Equal([], visit.Problems);
    }

    private static ILocator Node(IPage page, InstanceKey key) => page.Locator($".instance-node[data-instance='{key}']");
}
