using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ham4Db.Web.Tests;

/// <summary>What somebody who was woken reads first: what is broken, what is being done about it, and what they may do.</summary>
public sealed class NightTests(Chromium chromium)
{
    private const string Token = "a-token-that-nobody-guesses-0123456789";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Why_nothing_is_done_about_a_dead_primary_is_said_with_the_way_to_do_it()
    {
        await using var fleet = await StillFleet.StartAsync(o => o with { RecoverMasterClusterFilters = ["alias=shop"] });
        foreach (var alias in new[] { "shop", "billing" }) await fleet.AddAsync(alias, alias, 4, change: Broken);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync("");
        await Assertions.Expect(Row(visit, "billing")).ToContainTextAsync("The primary is dead");
        await Assertions.Expect(Row(visit, "billing")).ToContainTextAsync("Nothing is done by itself: No filter in RecoverMasterClusterFilters fits this cluster.");
        await Assertions.Expect(Row(visit, "shop")).ToContainTextAsync("A recovery begins by itself.");
        await visit.PictureAsync("night-clusters");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));

        await visit.OpenAsync("clusters/shop");
        await Assertions.Expect(visit.Page.Locator("[data-answer=begins]")).ToBeVisibleAsync();
        await visit.OpenAsync("clusters/billing");
        await Assertions.Expect(visit.Page.Locator("[data-answer=byHand]")).ToContainTextAsync("RecoverMasterClusterFilters");
        await visit.PictureAsync("night-cluster");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Recover it by hand" }).ClickAsync();
        await Assertions.Expect(visit.Button("Recover now")).ToBeVisibleAsync();

        // What the service calls a problem is said in words.
        await visit.OpenAsync("problems");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Cell, new PageGetByRoleOptions { Name = "does not answer", Exact = true })).ToHaveCountAsync(2);
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task What_was_recovered_and_by_nobody_acknowledged_stays_in_sight()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("shop", "shop", 3);
        var members = await fleet.Store.GetMembersAsync("shop", Cancelled);
        var at = DateTimeOffset.UtcNow.AddMinutes(-5);
        var recovery = new RecoveryRecord { Uid = "recovery-of-shop", ClusterId = "shop", ClusterName = "shop", ClusterAlias = "shop", Code = AnalysisCode.DeadPrimary, Failed = members[2].Key, Successor = members[0].Key, StartedAt = at, EndedAt = at.AddSeconds(1), Status = RecoveryStatus.Succeeded };
        Assert.True(await fleet.Store.TrySaveStateAsync("shop", new ClusterState { LastRecovery = recovery }, version: null, Cancelled));
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync("clusters/shop");
        var last = visit.Page.Locator("[data-last-recovery]");
        await Assertions.Expect(last).ToContainTextAsync($"The primary is dead: {members[2].Key}, successor {members[0].Key}");
        await Assertions.Expect(last).ToContainTextAsync("succeeded");
        await visit.PictureAsync("night-after");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        var (state, version) = await fleet.Store.GetVersionedStateAsync("shop", Cancelled);
        Assert.True(await fleet.Store.TrySaveStateAsync("shop", state with { LastRecovery = recovery with { Acknowledgement = new Acknowledgement("ann", at, "seen") } }, version, Cancelled));
        await Assertions.Expect(last).ToHaveCountAsync(0);
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task What_nobody_probes_any_more_is_not_shown_as_if_it_were_well()
    {
        await using var fleet = await StillFleet.StartAsync(o => o with { InstancePollSeconds = 1 });
        await fleet.AddAsync("shop", "shop", 3);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync("clusters/shop");
        // Nothing changes, so that no event tells the page; it asks by itself.
        await Assertions.Expect(visit.Text("Nobody has probed this cluster since")).ToBeVisibleAsync();
        await visit.PictureAsync("night-stale");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        await visit.OpenAsync("");
        await Assertions.Expect(Row(visit, "shop")).ToContainTextAsync("Not watched");
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task Who_may_see_one_cluster_sees_it_and_nothing_of_others()
    {
        await using var fleet = await StillFleet.StartAsync(o => o with
        {
            AuthenticationMethod = "token",
            AccessTokens = new Dictionary<string, string> { ["ann"] = Token },
            AccessRoles = new Dictionary<string, string> { ["token:ann"] = "operator on alias=shop" },
        });
        foreach (var alias in new[] { "shop", "billing" }) await fleet.AddAsync(alias, alias, 3);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.Page.GotoAsync("/ui/");
        await visit.Page.GetByRole(AriaRole.Textbox).FillAsync(Token);
        await visit.Button("Sign in").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".cluster-row[data-state]")).ToHaveCountAsync(1);
        await Assertions.Expect(Row(visit, "shop")).ToBeVisibleAsync();
        foreach (var (page, shown) in new[] { ("problems", "Instances with problems"), ("recoveries", "There is nothing here."), ("clusters/shop", "shop-db1"), ("status", "Who probes") })
        {
            await visit.OpenAsync(page);
            await Assertions.Expect(visit.Text(shown).First).ToBeVisibleAsync();
            await Assertions.Expect(visit.Text("The connection to the service is lost.")).ToHaveCountAsync(0);
            // What is of everybody, such as the configuration, is refused in words.
            if (page != "status") await Assertions.Expect(visit.Text("That did not work")).ToHaveCountAsync(0);
        }

        await Assertions.Expect(visit.Page.Locator("tr[data-prober=test]")).ToContainTextAsync("3");
        await Assertions.Expect(visit.Text("connected", exact: true)).ToBeVisibleAsync();
        await visit.PictureAsync("status-of-one-cluster");
    }

    private static ILocator Row(Visit visit, string alias) => visit.Page.Locator(".cluster-row[data-state]").Filter(new LocatorFilterOptions { HasText = alias });

    private static ClusterMember Broken(int index, ClusterMember member) => index == 0
        ? member with { IsLastCheckValid = false, LastCheckError = "Connection refused" }
        : member with { Snapshot = member.Snapshot with { Replication = member.Snapshot.Replication! with { Receiver = ReplicationThreadState.Other, ReceiverErrorNumber = 2003, ReceiverError = "error connecting" } } };
}
