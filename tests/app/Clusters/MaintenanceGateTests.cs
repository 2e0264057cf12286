using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Clusters;

/// <summary>A recovery that was on its way when somebody began to work on the primary.</summary>
public sealed class MaintenanceGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    //          on     ends in  forced  kind                          refused
    [InlineData("db1", 10, false, RecoveryKind.DeadPrimary, true)]
    [InlineData("db1", 10, true, RecoveryKind.DeadPrimary, false)]
    [InlineData("db1", 10, false, RecoveryKind.PlannedTakeover, false)]
    [InlineData("db1", 0, false, RecoveryKind.DeadPrimary, false)]
    [InlineData("db2", 10, false, RecoveryKind.DeadPrimary, false)]
    public void Is_refused_unless_a_person_asked_for_it(string host, int minutes, bool isForced, RecoveryKind kind, bool isRefused)
    {
        var key = ScriptedFleet.Key(host);
        var maintenance = new MaintenanceRecord(1, "c", key, "ann", "disk", Now, Now.AddMinutes(minutes));
        var state = new ClusterState { Maintenance = new Dictionary<string, MaintenanceRecord> { [FleetTables.RowKey(key)] = maintenance } };
        var request = new RecoveryRequest { ClusterId = "c", Kind = kind, Primary = ScriptedFleet.Key("db1"), IsForced = isForced };
        var block = RecoveryGate.Refuse(state, request, new GlobalSwitch(AreRecoveriesDisabled: false, "", Now), TimeSpan.Zero, Now);
        (string? Reason, DateTimeOffset? Until) expected = isRefused ? ("db1:3306 is under maintenance by ann (disk).", Now.AddMinutes(minutes)) : (null, null);
        Assert.Equal(expected, (block?.Reason, block?.Until));
    }
}
