using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Recovery;

public sealed class RecoveryAnswerTests
{
    [Theory]
    [InlineData("*", "", "DeadPrimary SemiSyncReplicas ReadOnlyPrimary")]
    [InlineData("", "*", "SemiSyncReplicas ReadOnlyPrimary DeadIntermediate DeadGroupMember")]
    [InlineData("alias=shop", "alias~=^sh", "DeadPrimary SemiSyncReplicas ReadOnlyPrimary DeadIntermediate DeadGroupMember")]
    [InlineData("db1:3306", "db[0-9]+", "DeadPrimary SemiSyncReplicas ReadOnlyPrimary DeadIntermediate DeadGroupMember")]
    [InlineData("alias=other", "other", "SemiSyncReplicas ReadOnlyPrimary")]
    public void Filters_choose_and_the_most_urgent_comes_first(string primaries, string intermediates, string expected)
    {
        var findings = new[] { FindingAction.RecoverGroupMember, FindingAction.Detect, FindingAction.RecoverIntermediatePrimary, FindingAction.RecoverSemiSync, FindingAction.MakeWritable, FindingAction.RecoverPrimary }
            .Select((action, index) => Finding($"db{index}", action)).ToList();
        var options = new Ham4DbOptions { RecoverMasterClusterFilters = Filters(primaries), RecoverIntermediateMasterClusterFilters = Filters(intermediates) };

        var kinds = RecoveryAnswer.Automatic(findings, options, "db1:3306", "shop").Select(c => c.Kind).ToHashSet();

        Assert.Equal(expected.Split(' ').Select(Enum.Parse<RecoveryKind>).Order(), kinds.Order());
        if (kinds.Contains(RecoveryKind.DeadPrimary)) Assert.Equal(RecoveryKind.DeadPrimary, kinds.First());
    }

    [Fact]
    public void Downtime_and_ignored_hosts_are_left_alone()
    {
        var options = new Ham4DbOptions { RecoverMasterClusterFilters = ["*"], RecoveryIgnoreHostnameFilters = ["^db2"] };
        Assert.Empty(RecoveryAnswer.Automatic([Finding("db1", FindingAction.RecoverPrimary) with { IsSkippable = true }, Finding("db2", FindingAction.RecoverPrimary)], options, "db1:3306", ""));
    }

    [Theory]
    [InlineData("*", DataLossPolicy.Require)]
    [InlineData("alias=shop", DataLossPolicy.Require)]
    [InlineData("alias~=^s", DataLossPolicy.Require)]
    [InlineData("db1:3306", DataLossPolicy.Require)]
    [InlineData("alias=other", DataLossPolicy.Prefer)]
    public void What_may_be_lost_is_chosen_by_cluster(string filter, DataLossPolicy expected)
    {
        var fleet = new ScriptedFleet();
        var members = fleet.AddCluster("db", alias: "shop").Select(key => new ClusterMember { Snapshot = fleet[key].Snapshot(fleet) });
        var topology = new ClusterTopology("c", members, "shop");
        var options = new Ham4DbOptions { DataLossPolicyByCluster = new Dictionary<string, string> { [filter] = "require", [filter + "."] = "none" } };
        Assert.Equal(expected, Policies.ForRecovery(options, topology).DataLoss);
        // Where nothing may be lost, a primary whose commits wait is helped.
        Assert.Equal(expected == DataLossPolicy.Require, Policies.ForAnalysis(options, topology).RecoverLockedSemiSyncPrimary);
    }

    private static string[] Filters(string filter) => filter.Length == 0 ? [] : [filter];

    private static Finding Finding(string host, FindingAction action) =>
        new() { ClusterId = "c", Instance = ScriptedFleet.Key(host), Code = AnalysisCode.NoProblem, Description = "", Counts = new ReplicaCounts(), Action = action };
}
