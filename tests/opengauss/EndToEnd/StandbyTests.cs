using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Engines.OpenGauss.Tests.EndToEnd;

/// <summary>Standbys that are down beside an agent that answers.</summary>
public sealed class StandbyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_standbys_are_started_in_their_roles_and_one_that_does_not_start_is_left_to_a_person_after_some_attempts()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(new(), configure: options => options with { RecoverIntermediateMasterClusterFilters = ["*"] });
        var (feeding, other, cascade) = (fleet.Topology.Nodes[1], fleet.Topology.Nodes[2], fleet.Topology.Nodes[3]);
        foreach (var (node, code, source, role) in new[] { (3, AnalysisCode.DeadCascadeStandby, 1, "cascade_standby"), (1, AnalysisCode.DeadStandby, 0, "standby") })
        {
            fleet.Topology.Nodes[node].Kill();
            await fleet.WaitForAsync($"node {node} was started", async () =>
                (await fleet.StateAsync()).LastRecovery is { Status: RecoveryStatus.Succeeded, Kind: RecoveryKind.DeadStandby } ended && ended.Failed == fleet.Key(node) && ended.Code == code);
            await fleet.WaitForSourceAsync(node, source);
            Assert.Equal([$"start {role}"], await StartsAsync(fleet, node));
        }

        Assert.True((await fleet.MemberAsync(3)).Snapshot.Condition?.IsCascade);
        Assert.True(feeding.IsRunning && cascade.IsRunning);

        await File.AppendAllTextAsync(Path.Combine(other.DataFolder, "postgresql.conf"), "\nport = none\n", Cancelled);
        other.Kill();
        await fleet.WaitForAsync("it is held back", async () => (await fleet.StateAsync()).Block is { } block && block.Instance == fleet.Key(2) && block.Reason.Contains("is not acknowledged", StringComparison.Ordinal));
        var failed = (await fleet.StateAsync()).LastRecovery!;
        Assert.True(failed is { Status: RecoveryStatus.Failed, Kind: RecoveryKind.DeadStandby, Plan.Steps: [{ Kind: PlanStepKind.StartStandby }] } && failed.Failed == fleet.Key(2), await fleet.DescribeAsync());
        Assert.Contains(failed.Errors, e => e.Contains($"was started {InstanceRepair.MostStarts} times", StringComparison.Ordinal));
        Assert.Equal(InstanceRepair.MostStarts, (await StartsAsync(fleet, 2)).Count);
        Assert.Equal(InstanceRepair.MostStarts, (await fleet.Store.GetStepsAsync(failed.Uid, Cancelled)).Count(s => s.Step == "start-standby" && s.Error.Length > 0));
        List<string> audited = [];
        await foreach (var audit in fleet.Store.GetAuditAsync(fleet.Key(2), Cancelled)) audited.Add(audit.Type);
        Assert.Equal(InstanceRepair.MostStarts, audited.Count(type => type == "start-standby"));
    }

    private static async Task<IReadOnlyList<string>> StartsAsync(OpenGaussFleet fleet, int node) =>
        [.. (await File.ReadAllLinesAsync(fleet.Topology.Calls(node), Cancelled)).Where(line => line.StartsWith("start", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ')[..2]))];
}
