using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ham4Db.Web.Tests;

/// <summary>Every page with clusters that stand still: how it looks, that all can use it, and that names stay names.</summary>
public sealed class PageTests(Chromium chromium)
{
    private const string Token = "a-token-that-nobody-guesses-0123456789";
    private const string Uid = "recovery-of-shop";

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 3, 14, 0, TimeSpan.Zero);

    private static readonly string[] Pages =
    [
        "", "clusters/shop", "clusters/broken", "clusters/large", "clusters/shop?view=list", "clusters/shop?instance=shop-db1.example.com%3A3306", "clusters/shop/plan",
        "clusters/shop/plan?takeover=auto", "problems", "recoveries", "recoveries/" + Uid, "history/audit", "history/detections", "history/operations", "history/analysis", "clusters/shop/history", "status", "discover", "search?q=db1",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Each_page_can_be_used_by_everybody_and_breaks_no_rule(ColorScheme scheme)
    {
        await using var fleet = await FillAsync();
        await using var visit = await chromium.VisitAsync(fleet.Address, o => o.ColorScheme = scheme);
        var wrong = new List<string>();
        foreach (var page in Pages)
        {
            await OpenAsync(visit, page);
            await visit.PictureAsync($"{Name(page)}-{scheme}".ToLowerInvariant());
            wrong.AddRange((await Accessibility.CheckAsync(visit.Page)).Select(finding => $"{page}: {finding}"));
        }

        Assert.Equal([], wrong);
        Assert.Equal([], visit.Problems);
        Assert.All(visit.Requests, url => Assert.StartsWith(fleet.Address, url, StringComparison.Ordinal));
    }

    [Theory, InlineData(320), InlineData(768), InlineData(3840)]
    public async Task Nothing_is_cut_off_at_any_width(int width)
    {
        await using var fleet = await FillAsync();
        await using var visit = await chromium.VisitAsync(fleet.Address, o => o.ViewportSize = new ViewportSize { Width = width, Height = 800 });
        foreach (var page in Pages)
        {
            await OpenAsync(visit, page);
            if (page is "" or "clusters/shop") await visit.PictureAsync($"{Name(page)}-{width}");
            Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{page} is wider than {width}");
        }
    }

    [Fact]
    public async Task Names_that_are_meant_to_harm_stay_text()
    {
        await using var fleet = await StillFleet.StartAsync();
        string[] names = [Hostile.Markup, Hostile.RightToLeft, Hostile.Emoji, Hostile.Long];
        await fleet.AddAsync("hostile", Hostile.Markup, 6, change: (i, m) => m with
        {
            IsLastCheckValid = i != 0,
            LastCheckError = Hostile.Markup,
            Downtime = null,
            Snapshot = m.Snapshot with
            {
                InstanceAlias = names[i % names.Length],
                DataCenter = names[(i + 1) % names.Length],
                Version = names[(i + 2) % names.Length],
                Replication = m.Snapshot.Replication is { } r ? r with { Receiver = ReplicationThreadState.Stopped, ReceiverError = Hostile.Markup, ApplierError = Hostile.RightToLeft } : null,
            },
        });
        await fleet.Store.PutTagAsync(new InstanceTag((await fleet.Store.GetMembersAsync("hostile", Cancelled))[1].Key, "markup", Hostile.Markup), Cancelled);
        await fleet.Store.AuditAsync(new AuditRecord(DateTimeOffset.UtcNow, "note", "hostile", null, Hostile.RightToLeft, Hostile.Markup), Cancelled);
        await fleet.RecordAsync("hostile");
        var members = await fleet.Store.GetMembersAsync("hostile", Cancelled);
        await fleet.Store.SaveRecoveryAsync(
            new RecoveryRecord { Uid = Uid, ClusterId = "hostile", ClusterName = Hostile.Long, ClusterAlias = Hostile.Markup, Code = AnalysisCode.DeadPrimary, Failed = members[0].Key, Actor = Hostile.Emoji, StartedAt = Start, EndedAt = Start.AddSeconds(1), Status = RecoveryStatus.Failed, Errors = [Hostile.Markup] },
            Cancelled);
        await fleet.Store.SaveStepAsync(new RecoveryStepRecord(Uid, Hostile.Emoji, members[0].Key, Hostile.RightToLeft, Start, Start.AddSeconds(1), Hostile.Markup), Cancelled);
        Assert.True(await fleet.Store.TrySaveStateAsync("hostile", new ClusterState { Block = new BlockedRecovery(members[0].Key, AnalysisCode.DeadPrimary, Hostile.Markup, Uid, Start, Until: null) }, version: null, Cancelled));
        await using var visit = await chromium.VisitAsync(fleet.Address);
        foreach (var page in new[] { "", "clusters/hostile", "clusters/hostile?view=list", "clusters/hostile?instance=hostile-db1.example.com%3A3306", "problems", "clusters/hostile/plan", "history/audit", "search?q=script", "recoveries", "recoveries/" + Uid, "clusters/hostile/history" })
        {
            await OpenAsync(visit, page);
            Assert.Equal(0, await visit.Page.Locator("img[src=x]").CountAsync());
            if (page is "" or "clusters/hostile" || page.EndsWith(Uid, StringComparison.Ordinal)) await Assertions.Expect(visit.Page.GetByText(Hostile.Markup).First).ToBeVisibleAsync();
            await visit.PictureAsync("hostile-" + Name(page));
        }

        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task Who_may_only_read_sees_what_they_may_not_do_and_why()
    {
        await using var fleet = await FillAsync(o => o with
        {
            AuthenticationMethod = "token",
            AccessTokens = new Dictionary<string, string> { ["eve"] = Token },
            AccessRoles = new Dictionary<string, string> { ["token:eve"] = "viewer" },
        });
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.Page.GotoAsync("/ui/clusters/shop?instance=shop-db1.example.com%3A3306");
        await visit.Page.GetByRole(AriaRole.Textbox).FillAsync("wrong");
        await visit.Button("Sign in").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Textbox).FillAsync(Token);
        await visit.Button("Sign in").ClickAsync();
        var move = visit.Button("Move below …");
        await Assertions.Expect(move).ToBeVisibleAsync();
        await Assertions.Expect(move).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(move).ToHaveAttributeAsync("aria-description", "This needs the role operator; you have viewer.");
        await move.ClickAsync(new LocatorClickOptions { Force = true });
        await Assertions.Expect(visit.Text("Move shop-db1.example.com:3306 below …")).ToHaveCountAsync(0);
        await visit.PictureAsync("read-only");
    }

    [Fact]
    public async Task It_speaks_Chinese_to_those_whose_browser_does()
    {
        await using var fleet = await FillAsync();
        await using var visit = await chromium.VisitAsync(fleet.Address, o => o.Locale = "zh-CN");
        await OpenAsync(visit, "clusters/shop");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "推演" })).ToBeVisibleAsync();
        Assert.Equal("zh-CN", await visit.Page.EvaluateAsync<string>("document.documentElement.lang"));
        await visit.PictureAsync("clusters-shop-chinese");
        await visit.Page.GetByLabel("语言").SelectOptionAsync("en");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "What if" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_thousand_clusters_are_found_by_a_few_letters_and_few_of_them_are_drawn()
    {
        await using var fleet = await StillFleet.StartAsync();
        for (var i = 0; i < 300; i++) await fleet.AddAsync($"c{i}", $"team-{i:D4}", 2);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await OpenAsync(visit, "");
        await Assertions.Expect(visit.Text("300 of 300")).ToBeVisibleAsync();
        Assert.InRange(await visit.Page.Locator(".cluster-row").CountAsync(), 10, 60);
        await visit.Page.GetByLabel("Filter").FillAsync("team-0123");
        await Assertions.Expect(visit.Text("1 of 300")).ToBeVisibleAsync();
        Assert.Contains("filter=team-0123", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Search" }).FillAsync("team-0200");
        await Assertions.Expect(visit.Page.Locator("#hits").GetByRole(AriaRole.Option).First).ToContainTextAsync("team-0200");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/ui/clusters/c200");
    }

    [Fact]
    public async Task The_palette_offers_what_can_be_done_and_nothing_is_done_by_choosing_it()
    {
        await using var fleet = await FillAsync();
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await OpenAsync(visit, "");
        await Assertions.Expect(visit.Page.Locator(".cluster-row").Filter(new LocatorFilterOptions { HasText = "shop" }).First).ToContainTextAsync("1 min 35 s");
        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Search" }).FillAsync("make primary shop-db1.");
        await Assertions.Expect(visit.Page.Locator("#hits").GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await visit.PictureAsync("palette");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Button("Hand the role over")).ToBeDisabledAsync();
        Assert.EndsWith("/plan?takeover=shop-db1.example.com%3A3306", visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(await fleet.Store.GetOperationsAsync(Cancelled).ToListAsync(Cancelled));
        Assert.Equal([], visit.Problems);
    }

    private static async Task<StillFleet> FillAsync(Func<Ham4DbOptions, Ham4DbOptions>? change = null)
    {
        var fleet = await StillFleet.StartAsync(change);
        await fleet.AddAsync("shop", "shop", 9, 2, (i, m) => i switch
        {
            4 => m with { Downtime = null, Snapshot = m.Snapshot with { LagSeconds = 95 } },
            5 => m with { ErrantGtidSet = "00000000-0000-0000-0001-000000000005:1-3" },
            7 => m with { PromotionRule = PromotionRule.Prefer },
            _ => m,
        });
        await fleet.AddAsync("broken", "billing", 4, 1, (i, m) => i == 0
            ? m with { IsLastCheckValid = false, LastCheckError = "Connection refused (broken-db0.example.com:3306)" }
            : m with { Snapshot = m.Snapshot with { Replication = m.Snapshot.Replication! with { Receiver = ReplicationThreadState.Other, ReceiverErrorNumber = 2003, ReceiverError = "error connecting to master 'repl@broken-db0.example.com:3306'" } } });
        await fleet.AddAsync("large", "archive", 120, 3);
        await fleet.AddAsync("fine", "inventory", 5);
        await fleet.RecordAsync("shop");
        await SaveRecoveryAsync(fleet.Store);
        await fleet.Store.AuditAsync(new AuditRecord(Start, "acknowledge-recovery", "shop", null, "ann", "Acknowledged 1 recovery: disk replaced."), Cancelled);
        return fleet;
    }

    private static async Task SaveRecoveryAsync(FleetStore store)
    {
        var members = await store.GetMembersAsync("shop", Cancelled);
        await store.SaveRecoveryAsync(
            new RecoveryRecord
            {
                Uid = Uid,
                ClusterId = "shop",
                ClusterName = "shop",
                ClusterAlias = "shop",
                Code = AnalysisCode.DeadPrimary,
                Failed = members[8].Key,
                Successor = members[0].Key,
                NoticedAt = Start.AddMilliseconds(-300),
                StartedAt = Start,
                EndedAt = Start.AddSeconds(1),
                Status = RecoveryStatus.Succeeded,
            },
            Cancelled);
        (string Step, int From, int To)[] steps = [("fence-old-primary", 0, 60), ("stop-receiver", 70, 120), ("wait-for-apply", 130, 400), ("promote", 410, 470), ("repoint", 480, 560)];
        foreach (var (step, from, to) in steps)
            await store.SaveStepAsync(new RecoveryStepRecord(Uid, step, members[0].Key, $"{step} in words.", Start.AddMilliseconds(from), Start.AddMilliseconds(to), step == "repoint" ? "It did not answer in 5 s." : ""), Cancelled);
    }

    private static async Task OpenAsync(Visit visit, string address)
    {
        await visit.OpenAsync(address);
        if (address.EndsWith("/history", StringComparison.Ordinal)) await visit.Page.Locator(".past-line").First.WaitForAsync();
        else if (address.StartsWith("clusters/", StringComparison.Ordinal) && !address.Contains("plan", StringComparison.Ordinal) && !address.Contains("view", StringComparison.Ordinal))
            await visit.Page.Locator(".instance-node, tbody button").First.WaitForAsync();
    }

    private static string Name(string page) => page.Length == 0 ? "clusters" : page.Split('%')[0].Replace('/', '-').Replace('?', '-').Replace('=', '-');
}
