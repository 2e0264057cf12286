using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ham4Db.Web.Tests;

/// <summary>The page in front of real servers.</summary>
public sealed class LiveTests(Chromium chromium)
{
    private const int Tabs = 120;

    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failover_is_watched_from_the_kill_to_the_acknowledgement_under_a_service_that_is_restarted()
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions(), o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var visit = await chromium.VisitAsync($"http://{fleet.Options.ListenAddress}");
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = fleet.Key(0).ToString() }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".instance-node")).ToHaveCountAsync(5);
        await Assertions.Expect(Node(page, fleet.Key(0))).ToHaveAttributeAsync("data-role", "primary");
        await page.EvaluateAsync("window.isTheSame = true");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Recoveries" }).First.ClickAsync();
        await Assertions.Expect(visit.Text("There is nothing here.")).ToBeVisibleAsync();
        fleet.Server(fleet.Key(0)).Kill();
        await page.Locator("tbody a").First.ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-step=promote][data-state=done]")).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(visit.Text("succeeded", exact: true)).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(page.Locator("[data-step=rejoin-old-primary]")).ToHaveCountAsync(0);
        await fleet.Server(fleet.Key(0)).RestartAsync(cancellationToken: Cancelled);
        await Assertions.Expect(page.Locator("[data-step=rejoin-old-primary][data-state=done]")).ToBeVisibleAsync(Patiently);
        await visit.PictureAsync("live-recovery");

        await visit.Button("Acknowledge").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Comment" }).FillAsync("seen <b>by me</b>");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Acknowledge" }).ClickAsync();
        await Assertions.Expect(visit.Text("seen <b>by me</b>")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSame"), "the page was loaded again");

        await page.GotoAsync($"/ui/clusters/{fleet.ClusterId}/history");
        await Assertions.Expect(page.Locator(".past-line")).ToHaveCountAsync(5);
        await visit.PictureAsync("live-history");

        visit.Problems.Clear();
        await fleet.RestartHostAsync(whileStopped: () => Assertions.Expect(visit.Text("The connection to the service is lost.")).ToBeVisibleAsync(Patiently));
        await Assertions.Expect(visit.Text("The connection to the service is lost.")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".past-line")).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task Replicas_are_moved_by_mouse_and_by_keyboard_and_the_role_is_handed_over()
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions(), o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var visit = await chromium.VisitAsync($"http://{fleet.Options.ListenAddress}");
        var page = visit.Page;
        await page.GotoAsync($"/ui/clusters/{fleet.ClusterId}");
        await Assertions.Expect(page.Locator(".instance-node")).ToHaveCountAsync(5);

        // Below its own replica: seen before it is dropped, and nothing comes of it.
        await DragAsync(page, fleet.Key(3), fleet.Key(4), async () =>
        {
            await Assertions.Expect(page.Locator(".drop-hint[data-may=false]")).ToContainTextAsync("would make a circle");
            await visit.PictureAsync("live-drop-refused");
        });
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await DragAsync(page, fleet.Key(1), fleet.Key(2), () => Assertions.Expect(page.Locator(".drop-hint[data-may=true]")).ToBeVisibleAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync($"Move {fleet.Key(1)} below {fleet.Key(2)}");
        Assert.Equal(fleet.Key(0), await SourceAsync(fleet, 1));
        await visit.Button("Do it").ClickAsync();
        await Assertions.Expect(visit.Text("Done", exact: true)).ToBeVisibleAsync(Patiently);
        await fleet.WaitForAsync("the replica has its new source", async () => await SourceAsync(fleet, 1) == fleet.Key(2));
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close" }).Last.ClickAsync();
        await Assertions.Expect(Node(page, fleet.Key(2))).ToHaveAttributeAsync("data-role", "intermediate");

        // And back, with nothing but the keyboard.
        await TabToAsync(page, $"[data-instance='{fleet.Key(1)}']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Button("Move below …")).ToBeVisibleAsync();
        await TabToAsync(page, "button:has-text('Move below …')");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Button(fleet.Key(0).ToString())).ToBeVisibleAsync();
        await TabToAsync(page, $"[role=dialog] button:has-text('{fleet.Key(0)}')");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Button("Do it")).ToBeEnabledAsync();
        await TabToAsync(page, "button:has-text('Do it')");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Text("Done", exact: true)).ToBeVisibleAsync(Patiently);
        await fleet.WaitForAsync("the replica is back", async () => await SourceAsync(fleet, 1) == fleet.Key(0));

        await page.GotoAsync($"/ui/clusters/{fleet.ClusterId}?instance={Uri.EscapeDataString(fleet.Key(2).ToString())}");
        await visit.Button("Begin downtime …").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Reason" }).FillAsync(Hostile.Markup);
        await visit.Button("Do it").ClickAsync();
        await Assertions.Expect(visit.Button("End downtime")).ToBeVisibleAsync();
        await Assertions.Expect(Node(page, fleet.Key(2))).ToHaveAttributeAsync("data-health", "muted");

        await page.GotoAsync($"/ui/clusters/{fleet.ClusterId}/plan?takeover={Uri.EscapeDataString(fleet.Key(1).ToString())}");
        var hand = visit.Button("Hand the role over");
        await Assertions.Expect(hand).ToBeDisabledAsync();
        await page.GetByLabel($"Type {fleet.Key(0)} to confirm").FillAsync(fleet.Key(0).ToString());
        await hand.ClickAsync();
        await Assertions.Expect(visit.Text("Done", exact: true)).ToBeVisibleAsync(Patiently);
        Assert.Equal((fleet.Key(1).Host, fleet.Key(1).Port), await fleet.FindPrimaryAsync(Cancelled));
        // What was confirmed once is not done again.
        await page.ReloadAsync();
        await page.Locator("h1").WaitForAsync();
        Assert.Equal((fleet.Key(1).Host, fleet.Key(1).Port), await fleet.FindPrimaryAsync(Cancelled));
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task Several_replicas_are_moved_together_and_a_failover_is_started_by_hand()
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions(), o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var visit = await chromium.VisitAsync($"http://{fleet.Options.ListenAddress}");
        var page = visit.Page;
        await page.GotoAsync("/ui/discover");
        await page.GetByLabel("Address").FillAsync("203.0.113.7.invalid:3306");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Discover" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("203.0.113.7.invalid", new() { Timeout = 60_000 });
        await page.GetByLabel("Address").FillAsync(fleet.Key(0).ToString());
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Discover" }).ClickAsync();
        await visit.Text($"{fleet.Key(0)} is known.").ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".instance-node")).ToHaveCountAsync(5, new() { Timeout = 60_000 });

        // One by its key, one by the mouse; what is dropped takes the other along.
        await Node(page, fleet.Key(1)).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Node(page, fleet.Key(2)).ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.ControlOrMeta] });
        await Assertions.Expect(visit.Text("2 chosen")).ToBeVisibleAsync();
        await DragAsync(page, fleet.Key(1), fleet.Key(3), async () =>
        {
            await Assertions.Expect(page.Locator(".drop-hint[data-may=true]")).ToContainTextAsync($"Move 2 instances below {fleet.Key(3)}");
            await visit.PictureAsync("live-group-drop");
        });
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByText("can be moved")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        Assert.Equal(fleet.Key(0), await SourceAsync(fleet, 1));
        await visit.Button("Do it").ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-fate=moved]")).ToHaveCountAsync(2, new() { Timeout = 120_000 });
        await visit.PictureAsync("live-group-moved");
        await fleet.WaitForAsync("both have their new source", async () => await SourceAsync(fleet, 1) == fleet.Key(3) && await SourceAsync(fleet, 2) == fleet.Key(3));
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close" }).Last.ClickAsync();
        await Assertions.Expect(visit.Text("2 chosen")).ToHaveCountAsync(0);

        // Back from the list, where nothing needs a mouse.
        await page.GotoAsync($"/ui/clusters/{fleet.ClusterId}?view=list");
        foreach (var key in new[] { fleet.Key(1), fleet.Key(2) })
        {
            await page.GetByLabel($"Choose {key}", new PageGetByLabelOptions { Exact = true }).FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }

        await visit.Button("Move them below …").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = fleet.Key(0).ToString() }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("can be moved")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await visit.Button("Do it").ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-fate=moved]")).ToHaveCountAsync(2, new() { Timeout = 120_000 });
        await fleet.WaitForAsync("both are back", async () => await SourceAsync(fleet, 1) == fleet.Key(0) && await SourceAsync(fleet, 2) == fleet.Key(0));

        // Nothing is wrong, so there is nothing to recover; a failover can be had by who says which cluster.
        await page.GotoAsync($"/ui/clusters/{fleet.ClusterId}/plan?failed={Uri.EscapeDataString(fleet.Key(0).ToString())}");
        var force = visit.Button("Fail over although it may live");
        await Assertions.Expect(force).ToBeDisabledAsync(new() { Timeout = 60_000 });
        await page.GetByLabel($"Type {fleet.Key(0)} to confirm").FillAsync(fleet.Key(0).ToString());
        await visit.PictureAsync("live-force");
        await force.ClickAsync();
        await Assertions.Expect(visit.Text("Done", exact: true)).ToBeVisibleAsync(Patiently);
        Assert.NotEqual((fleet.Key(0).Host, fleet.Key(0).Port), await fleet.FindPrimaryAsync(Cancelled));
        Assert.Equal([], visit.Problems);
    }

    private static ILocator Node(IPage page, InstanceKey key) => page.Locator($".instance-node[data-instance='{key}']");

    private static async Task<InstanceKey?> SourceAsync(Fleet fleet, int server) =>
        (await fleet.Store.FindMemberAsync(fleet.ClusterId, fleet.Key(server), Cancelled))?.Snapshot.Replication?.Source;

    private static async Task DragAsync(IPage page, InstanceKey from, InstanceKey to, Func<Task> whileHeld)
    {
        var (start, end) = ((await Node(page, from).BoundingBoxAsync())!, (await Node(page, to).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(start.X + start.Width / 2, start.Y + start.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(end.X + end.Width / 2, end.Y + end.Height / 2, new MouseMoveOptions { Steps = 12 });
        await whileHeld();
        await page.Mouse.UpAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < Tabs; i++)
        {
            if (await page.Locator(selector).First.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached by the tabulator.");
    }
}
