using System.Text.RegularExpressions;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Operations;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ham4Db.Web.Tests;

/// <summary>What pages show of a fleet that stands still, and what they do when a session ends.</summary>
public sealed partial class DetailTests(Chromium chromium)
{
    private const string Token = "a-token-that-nobody-guesses-0123456789";
    private const string Uid = "recovery-of-shop";

    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_says_why_in_words_and_how_long_it_lasts()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("shop", "shop", 3);
        var primary = (await fleet.Store.GetMembersAsync("shop", Cancelled))[0].Key;
        var block = new BlockedRecovery(primary, AnalysisCode.DeadPrimary, "A recovery ended 3 minutes ago and nobody has acknowledged it.", Uid, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(40));
        Assert.True(await fleet.Store.TrySaveStateAsync("shop", new ClusterState { Block = block }, version: null, Cancelled));
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.Page.GotoAsync("/ui/clusters/shop");
        await Assertions.Expect(visit.Text(block.Reason)).ToBeVisibleAsync(Patiently);
        var countdown = visit.Text("The block ends by itself in");
        await Assertions.Expect(countdown).ToContainTextAsync("min");
        await Assertions.Expect(visit.Button("Acknowledge")).ToBeVisibleAsync();
        await visit.PictureAsync("block");

        // Seconds are counted down while it is looked at, and the block that only a person ends has none.
        var (state, version) = await fleet.Store.GetVersionedStateAsync("shop", Cancelled);
        Assert.True(await fleet.Store.TrySaveStateAsync("shop", state with { Block = block with { Until = DateTimeOffset.UtcNow.AddSeconds(55) } }, version, Cancelled));
        await Assertions.Expect(countdown).ToHaveTextAsync(Seconds(), new() { Timeout = 60_000 });
        var before = await countdown.InnerTextAsync();
        await Assertions.Expect(countdown).Not.ToHaveTextAsync(before, new() { Timeout = 60_000 });
        (state, version) = await fleet.Store.GetVersionedStateAsync("shop", Cancelled);
        Assert.True(await fleet.Store.TrySaveStateAsync("shop", state with { Block = block with { Until = null } }, version, Cancelled));
        await Assertions.Expect(visit.Text("Only a person can end this.")).ToBeVisibleAsync(Patiently);
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task A_recovery_shows_which_webhooks_were_not_told_of_it()
    {
        await using var fleet = await StillFleet.StartAsync(o => o with { Webhooks = [new WebhookEndpoint { Name = "pager", Url = "http://127.0.0.1:1/hook", MaxAttempts = 1 }] });
        await fleet.AddAsync("shop", "shop", 3);
        var members = await fleet.Store.GetMembersAsync("shop", Cancelled);
        var at = DateTimeOffset.UtcNow;
        await fleet.Store.SaveRecoveryAsync(
            new RecoveryRecord { Uid = Uid, ClusterId = "shop", ClusterName = "shop", ClusterAlias = "shop", Code = AnalysisCode.DeadPrimary, Failed = members[0].Key, Successor = members[1].Key, StartedAt = at, EndedAt = at.AddSeconds(1), Status = RecoveryStatus.Succeeded },
            Cancelled);
        await fleet.QueueAsync("pager", new HookEvent("event-1", HookPoint.PostFailover, at, new HookFields { RecoveryUID = Uid, FailureClusterAlias = "shop" }), Cancelled);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.Page.GotoAsync("/ui/recoveries/" + Uid);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = $"The primary is dead: {members[0].Key}" })).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(visit.Page.Locator("[data-step=tell-pager]").First).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(visit.Page.Locator("section", new PageLocatorOptions { HasText = "Last answer" }).GetByText("pager", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync(Patiently);
        await visit.PictureAsync("webhook-not-told");
    }

    [Fact]
    public async Task A_session_that_ends_asks_for_a_token_and_goes_on_where_it_was()
    {
        await using var fleet = await StillFleet.StartAsync(o => o with
        {
            AuthenticationMethod = "token",
            AccessTokens = new Dictionary<string, string> { ["ann"] = Token },
            AccessRoles = new Dictionary<string, string> { ["token:ann"] = "operator" },
        });
        await fleet.AddAsync("shop", "shop", 3);
        var address = $"/ui/clusters/shop?instance={Uri.EscapeDataString((await fleet.Store.GetMembersAsync("shop", Cancelled))[1].Key.ToString())}";
        await using var visit = await chromium.VisitAsync(fleet.Address);
        var page = visit.Page;
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Textbox).FillAsync(Token);
        await visit.Button("Sign in").ClickAsync();
        await Assertions.Expect(visit.Button("Begin downtime …")).ToBeVisibleAsync(Patiently);

        // The service takes the token no more: for the page that is the same as one that it does not know.
        await page.EvaluateAsync("for (const name of Object.keys(sessionStorage)) sessionStorage.setItem(name, 'a-token-that-was-taken-back-0123456789')");
        await Assertions.Expect(visit.Button("Sign in")).ToBeVisibleAsync(Patiently);
        await visit.PictureAsync("session-lost");

        await page.GetByRole(AriaRole.Textbox).FillAsync(Token);
        await visit.Button("Sign in").ClickAsync();
        await Assertions.Expect(visit.Button("Begin downtime …")).ToBeVisibleAsync(Patiently);
        Assert.EndsWith(address, page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_agents_and_what_the_analysis_said_are_shown()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("shop", "shop", 3);
        var members = await fleet.Store.GetMembersAsync("shop", Cancelled);
        var now = DateTimeOffset.UtcNow;
        await fleet.Store.PutTagAsync(new InstanceTag(members[1].Key, "rack", Hostile.Markup), Cancelled);
        await fleet.Store.SaveAnalysisChangesAsync(
            [new AnalysisChange("shop", members[0].Key, AnalysisCode.DuplicatePrimary, now.AddMinutes(-2)), new AnalysisChange("shop", members[0].Key, AnalysisCode.NoProblem, now.AddMinutes(-1))], Cancelled);
        await fleet.Store.SaveAgentAsync(Agent("10.0.0.11", members[0].Key.Host, now), Cancelled);
        await fleet.Store.SaveAgentAsync(Agent("10.0.0.12", Hostile.Emoji, now.AddMinutes(-10)), Cancelled);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        var page = visit.Page;
        await page.GotoAsync("/ui/clusters/shop");
        await Assertions.Expect(page.Locator($".instance-node[data-instance='{members[1].Key}'] .tag")).ToHaveTextAsync($"rack={Hostile.Markup}", new() { Timeout = 60_000 });

        await page.GotoAsync("/ui/history/analysis");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("Nothing is wrong");
        await Assertions.Expect(page.Locator("tbody tr").Last).ToContainTextAsync("More than one instance accepts writes as the primary");
        Assert.Empty(await Accessibility.CheckAsync(page));

        await page.GotoAsync("/ui/status");
        var rows = page.Locator("tr[data-agent]");
        await Assertions.Expect(rows).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Assertions.Expect(rows.First).ToContainTextAsync("lost");
        await Assertions.Expect(rows.First).ToContainTextAsync("10.0.0.12:15000");
        await Assertions.Expect(rows.Last).ToContainTextAsync("live");
        await Assertions.Expect(rows.Last).ToContainTextAsync("1.2.3");
        Assert.Empty(await Accessibility.CheckAsync(page));
        await rows.Last.ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("status-agents");
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task Charts_begin_before_they_are_opened_and_outlive_a_reload()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("shop", "shop", 3);
        var members = await fleet.Store.GetMembersAsync("shop", Cancelled);
        fleet.Measurements.Add(members[1].Key, TimeSpan.FromMilliseconds(731), lagSeconds: 42, answered: true);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        // Once more is what a reload does: what was shown is not kept by the page.
        for (var time = 1; time <= 2; time++)
        {
            await visit.OpenAsync($"clusters/shop?instance={Uri.EscapeDataString(members[1].Key.ToString())}");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { NameRegex = MostLag() })).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { NameRegex = LongestProbe() })).ToBeVisibleAsync();
        }

        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        await visit.Page.Locator("section[data-chart-points]").ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("charts");

        // Of this one the process that answers has nothing, and it is not the one that probes.
        await visit.OpenAsync($"clusters/shop?instance={Uri.EscapeDataString(members[2].Key.ToString())}");
        await Assertions.Expect(visit.Text("test probes this cluster and has the measurements")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Text($"{Environment.MachineName}, which answers here, lacks them.")).ToBeVisibleAsync();
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task What_the_service_is_at_is_shown_with_its_age()
    {
        await using var fleet = await StillFleet.StartAsync(o => o with { Webhooks = [new WebhookEndpoint { Name = "pager", Url = "http://127.0.0.1:1/hook", MaxAttempts = 1000 }] });
        await fleet.AddAsync("shop", "shop", 3);
        await fleet.AcceptForLaterAsync(nameof(OperateCluster), Hostile.Markup);
        await fleet.QueueAsync("pager", new HookEvent("event-1", HookPoint.PostFailover, DateTimeOffset.UtcNow.AddHours(-2), new HookFields()), Cancelled);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync("status");
        var accepted = visit.Page.Locator("tr[data-orchestration]").Filter(new LocatorFilterOptions { HasText = Hostile.Markup });
        await Assertions.Expect(accepted).ToContainTextAsync("Operation");
        await Assertions.Expect(accepted).ToContainTextAsync("not begun");
        await Assertions.Expect(visit.Page.Locator("tr[data-queue=webhooks]")).ToContainTextAsync("2 h");
        await Assertions.Expect(visit.Page.Locator("tr[data-queue=orchestrations]")).ToContainTextAsync("Messages to orchestrations");
        await Assertions.Expect(visit.Page.Locator("tr[data-prober=test]")).ToContainTextAsync("3");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        await accepted.ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("status-work");
        Assert.Equal([], visit.Problems);
    }

    [GeneratedRegex("at most 42 s$", RegexOptions.None, 1000)]
    private static partial Regex MostLag();

    [GeneratedRegex("at most 731 ms$", RegexOptions.None, 1000)]
    private static partial Regex LongestProbe();

    [GeneratedRegex(@"in [\d.]+ s\.$", RegexOptions.None, 1000)]
    private static partial Regex Seconds();

    private static AgentRecord Agent(string address, string host, DateTimeOffset seen) => new(
        new AgentReport { Engine = DatabaseEngine.PostgreSql, Address = address, AgentPort = 15000, Port = 5432, NodeName = host, ClusterName = "shop", Version = "1.2.3", IntervalSeconds = 10, SelfFencingSeconds = 12 },
        address,
        seen.AddDays(-3),
        seen);
}
