using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Clusters;

/// <summary>An hour of blocking; the earlier recovery was opened ten minutes ago.</summary>
public sealed class RecoveryGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly InstanceKey One = ScriptedFleet.Key("db1");
    private static readonly InstanceKey Two = ScriptedFleet.Key("db2");
    private static readonly GlobalSwitch On = new(AreRecoveriesDisabled: false, "", Now);

    [Theory]
    [InlineData(RecoveryKind.DeadPrimary, RecoveryKind.DeadPrimary, true)]
    [InlineData(RecoveryKind.DeadIntermediate, RecoveryKind.DeadPrimary, false)]
    [InlineData(RecoveryKind.DeadGroupMember, RecoveryKind.DeadPrimary, false)]
    [InlineData(RecoveryKind.SemiSyncReplicas, RecoveryKind.DeadPrimary, false)]
    [InlineData(RecoveryKind.DeadPrimary, RecoveryKind.DeadIntermediate, true)]
    [InlineData(RecoveryKind.DeadIntermediate, RecoveryKind.DeadIntermediate, true)]
    [InlineData(RecoveryKind.ReadOnlyPrimary, RecoveryKind.DeadIntermediate, false)]
    [InlineData(RecoveryKind.DeadIntermediate, RecoveryKind.DeadGroupMember, true)]
    [InlineData(RecoveryKind.DeadPrimary, RecoveryKind.SemiSyncReplicas, false)]
    [InlineData(RecoveryKind.SemiSyncReplicas, RecoveryKind.SemiSyncReplicas, true)]
    [InlineData(RecoveryKind.ReadOnlyPrimary, RecoveryKind.SemiSyncReplicas, false)]
    [InlineData(RecoveryKind.ReadOnlyPrimary, RecoveryKind.ReadOnlyPrimary, true)]
    public void What_moves_replicas_or_settings_never_holds_a_failover_back(RecoveryKind earlier, RecoveryKind wanted, bool isHeldBack)
    {
        var state = State(earlier, RecoveryStatus.Succeeded);

        var block = RecoveryGate.Refuse(state, Request(wanted), On, Hour, Now);

        Assert.Equal(isHeldBack, block is not null);
        if (block is null) return;
        Assert.Equal(("earlier", Now.AddMinutes(50)), (block.BlockingUid, block.Until));
        Assert.Contains("in 3000 s, or at once when it is acknowledged", block.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_failed_is_tried_again_soon_and_one_that_a_person_wants_at_once()
    {
        Assert.Null(RecoveryGate.Refuse(State(RecoveryKind.DeadPrimary, RecoveryStatus.Failed), Request(RecoveryKind.DeadPrimary), On, Hour, Now));
        Assert.Null(RecoveryGate.Refuse(State(RecoveryKind.DeadPrimary, RecoveryStatus.Succeeded), Request(RecoveryKind.DeadPrimary) with { IsForced = true }, On, Hour, Now));
        Assert.Null(RecoveryGate.Refuse(State(RecoveryKind.DeadPrimary, RecoveryStatus.Succeeded), Request(RecoveryKind.DeadPrimary), On, TimeSpan.Zero, Now));
        Assert.Null(RecoveryGate.Refuse(State(RecoveryKind.DeadPrimary, RecoveryStatus.Succeeded), Request(RecoveryKind.DeadPrimary), On, Hour, Now + Hour));
    }

    [Fact]
    public void A_setting_of_another_primary_is_no_reason() =>
        Assert.Null(RecoveryGate.Refuse(State(RecoveryKind.ReadOnlyPrimary, RecoveryStatus.Succeeded), Request(RecoveryKind.ReadOnlyPrimary) with { Primary = Two }, On, Hour, Now));

    [Fact]
    public void Switches_and_downtime_are_told_with_the_time_that_is_left()
    {
        var request = Request(RecoveryKind.DeadPrimary);
        var downtime = new Dictionary<string, Downtime> { [FleetTables.RowKey(One)] = new("me", "disk", Now, Now.AddMinutes(2)) };
        Assert.Contains("globally by me", RecoveryGate.Refuse(new ClusterState(), request, new GlobalSwitch(AreRecoveriesDisabled: true, "me", Now), Hour, Now)!.Reason, StringComparison.Ordinal);
        Assert.Contains("for this cluster", RecoveryGate.Refuse(new ClusterState { AreRecoveriesDisabled = true }, request, On, Hour, Now)!.Reason, StringComparison.Ordinal);
        Assert.Contains("for another 120 s", RecoveryGate.Refuse(new ClusterState { Downtimes = downtime }, request, On, Hour, Now)!.Reason, StringComparison.Ordinal);
        Assert.Null(RecoveryGate.Refuse(new ClusterState { Downtimes = downtime }, request, On, Hour, Now.AddMinutes(2)));
    }

    [Fact]
    public void A_detection_that_comes_and_goes_is_announced_once_in_its_period()
    {
        var detection = new Detection(One, AnalysisCode.DeadPrimary, "It is dead.", Now);
        var state = new ClusterState { Announced = [detection] };
        Assert.True(Detection.IsToBeAnnounced(new ClusterState(), detection, Hour, Now));
        Assert.False(Detection.IsToBeAnnounced(state, detection, Hour, Now.AddMinutes(59)));
        Assert.True(Detection.IsToBeAnnounced(state, detection, Hour, Now.AddMinutes(60)));
        Assert.True(Detection.IsToBeAnnounced(state, detection with { Code = AnalysisCode.DeadPrimaryAndReplicas }, Hour, Now));
        Assert.True(Detection.IsToBeAnnounced(state, detection, TimeSpan.Zero, Now));
        Assert.False(Detection.IsToBeAnnounced(new ClusterState { Detections = [detection] }, detection, TimeSpan.Zero, Now));
    }

    private static ClusterState State(RecoveryKind kind, RecoveryStatus status) => new() { RecentRecoveries = [new RecentRecovery("earlier", kind, One, Now.AddMinutes(-10), status)] };

    private static RecoveryRequest Request(RecoveryKind kind) => new() { ClusterId = "c", Kind = kind, Primary = One };
}
