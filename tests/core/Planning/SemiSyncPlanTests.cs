using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>1 is the primary, 2 to 5 replicate from it. In the cells: who acknowledges, with which priorities, and what is done.</summary>
public class SemiSyncPlanTests
{
    /// <summary>Cells: mode, replicas waited for, who acknowledges, priorities of 2 to 5 (- for none told), what is different, steps.</summary>
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        enough | 1 |      | -       |           | 2 EnableSemiSyncReplica 2
        enough | 2 | 3    | -       |           | 2 EnableSemiSyncReplica 2
        enough | 1 | 2345 | -       |           | nothing
        enough | 2 |      | 1 0 0 2 |           | 2 EnableSemiSyncReplica 2, 2 EnableSemiSyncReplica 5
        enough | 1 |      | 1 3 0 2 |           | 2 EnableSemiSyncReplica 3
        enough | 1 |      | 0 0 0 0 |           | nothing
        enough | 1 |      | -       | prefer 4  | 2 EnableSemiSyncReplica 4
        enough | 1 |      | -       | invalid 2 | 2 EnableSemiSyncReplica 3
        enough | 1 |      | -       | stopped 2 | 2 EnableSemiSyncReplica 3
        enough | 1 |      | -       | missing 2 | 2 EnableSemiSyncReplica 3
        enough | 1 |      | -       | waiting 3 | 1 DisableSemiSyncSource 3, 2 EnableSemiSyncReplica 2
        exact  | 1 | 2345 | -       |           | 3 DisableSemiSyncReplica 3, 3 DisableSemiSyncReplica 4, 3 DisableSemiSyncReplica 5
        exact  | 2 | 45   | 4 3 2 0 |           | 2 EnableSemiSyncReplica 2, 2 EnableSemiSyncReplica 3, 3 DisableSemiSyncReplica 4, 3 DisableSemiSyncReplica 5
        exact  | 2 | 23   | 4 3 2 0 |           | nothing
        exact  | 1 |      | -       |           | 2 EnableSemiSyncReplica 2
        exact  | 1 | 5    | 0 0 0 0 |           | 3 DisableSemiSyncReplica 5
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Replicas_are_switched_by_mode_priority_and_rule(string[] row)
    {
        var acknowledging = row[2].Select(d => d - '0').ToArray();
        var fleet = TestFleet.Oracle(4).SemiSync(1, active: true, int.Parse(row[1]), acknowledging.Length);
        for (var port = 2; port <= 5; port++)
        {
            var isOn = acknowledging.Contains(port);
            var priority = row[3] == "-" ? 0 : int.Parse(row[3].Split(' ')[port - 2]);
            fleet.Snapshot([port], s => s with { SemiSync = new SemiSyncStatus { IsAvailable = true, ReplicaEnabled = isOn, ReplicaActive = isOn, Priority = priority } });
        }

        if (row[4].Length > 0) Change(fleet, row[4].Split(' ')[0], row[4][^1] - '0');
        var policy = new RecoveryPolicy { ExactSemiSyncReplicas = row[0] == "exact", HasSemiSyncPriorities = row[3] != "-" };

        var plan = RecoveryPlanner.PlanSemiSync(fleet.Topology, TestFleet.Key(1), policy);

        Assert.Equal(row[5] == "nothing" ? "" : row[5], PlanText.Steps(plan));
        Assert.Equal((row[5] == "nothing" ? BlockerCode.NoSemiSyncChange : "none", row[5] != "nothing"), (PlanText.Blockers(plan), plan.IsExecutable));
        Assert.Equal(TestFleet.Key(1), plan.Candidate);
    }

    static void Change(TestFleet fleet, string change, int port) => _ = change switch
    {
        "prefer" => fleet.Rule(PromotionRule.Prefer, port),
        "invalid" => fleet.Invalid(port),
        "stopped" => fleet.NoApplier(port),
        "missing" => fleet.Snapshot([port], s => s with { SemiSync = new SemiSyncStatus() }),
        "waiting" => fleet.Snapshot([port], s => s with { SemiSync = s.SemiSync with { SourceEnabled = true } }),
        _ => throw new ArgumentException(change, nameof(change)),
    };
}
