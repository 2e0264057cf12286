using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;
using CoreFlavor = Ham4Db.Core.Model.ServerFlavor;

namespace Ham4Db.Web.Tests;

/// <summary>What only openGauss has: what its tools say of an instance, cascade standbys, and former primaries that a person has set back.</summary>
public sealed class OpenGaussTests(Chromium chromium)
{
    private const string Words = "Need repair (WAL segment removed)";
    private const string Problem = "It cannot follow with the data that it has, and somebody must decide.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_own_words_are_shown_and_a_former_primary_is_set_back_when_a_person_says_so()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("gauss", "gauss", 4, change: (i, m) => Convert(m) with { Snapshot = Convert(m).Snapshot with { Condition = ConditionOf(i) } });
        var members = await fleet.Store.GetMembersAsync("gauss", Cancelled);
        var former = members[3].Key;
        Assert.True(await fleet.Store.TrySaveStateAsync(
            "gauss",
            new ClusterState { Epoch = 1, Demoted = [new DemotedInstance { Key = former, ServerId = members[3].Snapshot.ServerId, RecoveryUid = "gone", At = DateTimeOffset.UtcNow, Problem = Problem, AwaitsDecision = true }] },
            version: null,
            Cancelled));
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync("");
        await Assertions.Expect(visit.Page.Locator(".cluster-row")).ToContainTextAsync("openGauss");

        await visit.OpenAsync("clusters/gauss");
        await Assertions.Expect(NodeOf(visit, members[1].Key).GetByTitle("cascade standby", new LocatorGetByTitleOptions { Exact = false })).ToBeVisibleAsync();
        await Assertions.Expect(NodeOf(visit, members[2].Key).GetByTitle(Words)).ToBeVisibleAsync();
        await visit.PictureAsync("opengauss");
        await visit.OpenAsync($"clusters/gauss?instance={Uri.EscapeDataString(members[2].Key.ToString())}");
        await Assertions.Expect(visit.Text(Words, exact: true)).ToBeVisibleAsync();

        await visit.OpenAsync($"clusters/gauss?instance={Uri.EscapeDataString(former.ToString())}");
        await visit.Button("Set back and rejoin …").ClickAsync();
        await Assertions.Expect(visit.Text("what that is cannot be told")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Text(Problem)).ToBeVisibleAsync();
        await visit.PictureAsync("rejoin");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        await visit.Button("Do it").ClickAsync();
        await Assertions.Expect(visit.Button("Do it")).ToHaveCountAsync(0);
        Assert.NotEqual("", Assert.Single((await fleet.Store.GetStateAsync("gauss", Cancelled)).Demoted).ApprovalUid);
        Assert.Equal([], visit.Problems);
    }

    private static ILocator NodeOf(Visit visit, InstanceKey key) => visit.Page.Locator($".instance-node[data-instance='{key}']");

    private static InstanceKey Convert(InstanceKey key) => new(DatabaseEngine.OpenGauss, key.Host, 5432);

    private static ClusterMember Convert(ClusterMember member) => member with
    {
        Snapshot = member.Snapshot with
        {
            Key = Convert(member.Key),
            Flavor = CoreFlavor.OpenGauss,
            Version = "5.0.0",
            Replication = member.Snapshot.Replication is { } replication ? replication with { Source = Convert(replication.Source) } : null,
        },
    };

    private static ServerCondition ConditionOf(int index) => index switch
    {
        0 => new ServerCondition { State = ServerState.Normal, Role = "Primary", Words = "Normal" },
        1 => new ServerCondition { State = ServerState.Normal, Role = "Cascade Standby", Words = "Normal", IsCascade = true },
        2 => new ServerCondition { State = ServerState.NeedsRepair, Role = "Standby", Words = Words },
        _ => new ServerCondition { State = ServerState.Fenced, Role = "Standby", Words = "Fenced" },
    };
}
