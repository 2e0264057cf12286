using Ham4Db.Core.Model;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Clusters;
using Ham4Db.Web.Tests.Support;
using Microsoft.Playwright;
using CoreFlavor = Ham4Db.Core.Model.ServerFlavor;

namespace Ham4Db.Web.Tests;

/// <summary>What openGauss's tools say of an instance, and former primaries that a person has set back.</summary>
public sealed class OpenGaussTests(Chromium chromium)
{
    private const string Words = "Need repair (WAL segment removed)";
    private const string Problem = "It cannot follow with the data that it has, and somebody must decide.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_own_words_and_why_a_former_primary_cannot_be_set_back_are_shown()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("gauss", "gauss", 4, change: (i, m) => Convert(m, DatabaseEngine.OpenGauss, ConditionOf(i)));
        var members = await DemoteLastAsync(fleet, "gauss");
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync("");
        await Assertions.Expect(visit.Page.Locator(".cluster-row[data-state]")).ToContainTextAsync("openGauss");

        await visit.OpenAsync("clusters/gauss");
        await Assertions.Expect(NodeOf(visit, members[1].Key).GetByTitle("cascade standby", new LocatorGetByTitleOptions { Exact = false })).ToBeVisibleAsync();
        await Assertions.Expect(NodeOf(visit, members[2].Key).GetByTitle(Words)).ToBeVisibleAsync();
        await visit.PictureAsync("opengauss");
        await visit.OpenAsync($"clusters/gauss?instance={Uri.EscapeDataString(members[2].Key.ToString())}");
        await Assertions.Expect(visit.Text(Words, exact: true)).ToBeVisibleAsync();

        // What its agent can be told to do, as a dry run; what openGauss does by itself, or the service would refuse, is not offered.
        await visit.OpenAsync($"clusters/gauss?instance={Uri.EscapeDataString(members[1].Key.ToString())}");
        await Assertions.Expect(visit.Button("Stop replication")).ToHaveAttributeAsync("aria-description", "A standby of openGauss finds its source by itself.");
        await Assertions.Expect(visit.Button("Start the server …")).ToHaveAttributeAsync("aria-description", "It runs.");
        await visit.Button("Build it anew …").ClickAsync();
        await Assertions.Expect(visit.Text($"The cluster of {members[1].Key} has no primary that answers")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Button("Do it")).ToBeDisabledAsync();
        await visit.PictureAsync("opengauss-build");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));

        await visit.OpenAsync($"clusters/gauss?instance={Uri.EscapeDataString(members[3].Key.ToString())}");
        await visit.Button("Set back and rejoin …").ClickAsync();
        await Assertions.Expect(visit.Text($"The agent beside {members[3].Key} does not answer.")).ToBeVisibleAsync();
        Assert.Equal([], visit.Problems);
    }

    [Fact]
    public async Task A_former_primary_is_set_back_when_a_person_has_seen_what_is_discarded_and_says_so()
    {
        await using var fleet = await StillFleet.StartAsync();
        await fleet.AddAsync("pg", "pg", 3, change: (_, m) => Convert(m, DatabaseEngine.PostgreSql, condition: null));
        var former = (await DemoteLastAsync(fleet, "pg"))[2].Key;
        var now = DateTimeOffset.UtcNow;
        await fleet.Store.SaveAgentAsync(
            new AgentRecord(new AgentReport { Engine = DatabaseEngine.PostgreSql, Address = "10.0.0.11", AgentPort = 15000, Port = former.Port, ClusterName = "pg", Version = "1.2.3", IntervalSeconds = 3600 }, former.Host, now, now), Cancelled);
        await using var visit = await chromium.VisitAsync(fleet.Address);
        await visit.OpenAsync($"clusters/pg?instance={Uri.EscapeDataString(former.ToString())}");
        await visit.Button("Set back and rejoin …").ClickAsync();
        await Assertions.Expect(visit.Text("what that is cannot be told")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Text(Problem)).ToBeVisibleAsync();
        await visit.PictureAsync("rejoin");
        Assert.Empty(await Accessibility.CheckAsync(visit.Page));
        Assert.Equal("", Assert.Single((await fleet.Store.GetStateAsync("pg", Cancelled)).Demoted).ApprovalUid);
        await visit.Button("Do it").ClickAsync();
        await Assertions.Expect(visit.Button("Do it")).ToHaveCountAsync(0);
        Assert.NotEqual("", Assert.Single((await fleet.Store.GetStateAsync("pg", Cancelled)).Demoted).ApprovalUid);
        Assert.Equal([], visit.Problems);
    }

    private static async Task<IReadOnlyList<ClusterMember>> DemoteLastAsync(StillFleet fleet, string cluster)
    {
        var members = await fleet.Store.GetMembersAsync(cluster, Cancelled);
        var former = new DemotedInstance { Key = members[^1].Key, ServerId = members[^1].Snapshot.ServerId, RecoveryUid = "gone", At = DateTimeOffset.UtcNow, Problem = Problem, AwaitsDecision = true };
        Assert.True(await fleet.Store.TrySaveStateAsync(cluster, new ClusterState { Epoch = 1, Demoted = [former] }, version: null, Cancelled));
        return members;
    }

    private static ILocator NodeOf(Visit visit, InstanceKey key) => visit.Page.Locator($".instance-node[data-instance='{key}']");

    private static InstanceKey Convert(InstanceKey key, DatabaseEngine engine) => new(engine, key.Host, 5432);

    private static ClusterMember Convert(ClusterMember member, DatabaseEngine engine, ServerCondition? condition) => member with
    {
        Snapshot = member.Snapshot with
        {
            Key = Convert(member.Key, engine),
            Flavor = engine == DatabaseEngine.OpenGauss ? CoreFlavor.OpenGauss : CoreFlavor.PostgreSql,
            Version = "15.8",
            Condition = condition,
            Replication = member.Snapshot.Replication is { } replication ? replication with { Source = Convert(replication.Source, engine) } : null,
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
