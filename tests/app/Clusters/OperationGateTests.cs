using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Clusters;

public sealed class OperationGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("u1", 1, true)]
    [InlineData("u2", 1, false)]
    [InlineData("", 9, false)]
    [InlineData("u2", 11, true)]
    public void An_open_operation_is_over_when_its_deployment_wants_another_or_after_ten_minutes(string ownUid, int minutes, bool isOver)
    {
        var state = OperationGate.Abandon(With(Now.AddMinutes(-minutes)), ownUid, Now);
        Assert.Equal(isOver, state.ActiveOperation is null);
        if (!isOver) return;
        Assert.Equal((OperationStatus.Failed, Now), (state.LastOperation!.Status, state.LastOperation.EndedAt!.Value));
        Assert.Contains("nobody works on it any more", Assert.Single(state.LastOperation.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recovery_ends_the_open_operation_and_one_that_is_not_there_changes_nothing()
    {
        var state = OperationGate.Supersede(With(Now), "r1", Now);
        Assert.Equal((null, OperationStatus.Superseded), (state.ActiveOperation, state.LastOperation!.Status));
        Assert.Equal("Recovery r1 took the cluster over; what was done until then is in the steps.", Assert.Single(state.LastOperation.Errors));
        var idle = new ClusterState();
        Assert.Same(idle, OperationGate.Supersede(idle, "r1", Now));
    }

    [Fact]
    public void What_runs_is_named_to_whoever_is_refused()
    {
        Assert.Null(OperationGate.Refuse(new ClusterState()));
        Assert.Equal(
            "Operation u1 (move-up of db3:3306, asked for by me) runs since 2026-05-04 12:00:00Z; one at a time per cluster.", OperationGate.Refuse(With(Now)));
        var recovery = new RecoveryRecord { Uid = "r1", ClusterId = "c", Failed = ScriptedFleet.Key("db1"), StartedAt = Now };
        Assert.Equal("Recovery r1 of db1:3306 runs since 2026-05-04 12:00:00Z: wait until it has ended.", OperationGate.Refuse(new ClusterState { ActiveRecovery = recovery }));
    }

    private static ClusterState With(DateTimeOffset startedAt) => new()
    {
        ActiveOperation = new OperationRecord
        {
            Uid = "u1",
            Actor = "me",
            StartedAt = startedAt,
            Request = new OperationRequest { Kind = "move-up", ClusterId = "c", Instance = ScriptedFleet.Key("db3") },
        },
    };
}
