using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Tests.Parsing;

public sealed class ClusterStatusTests
{
    private const string Begin = "[   Cluster State   ]\n\ncluster_state   : Degraded\nredistributing  : No\ncurrent_az      : AZ_ALL\n\n[  Datanode State   ]\n\n";
    private const string Plain = "node                 node_ip         instance                state\n-----------------------------------------\n";
    private const string WithPort = "    node         node_ip         port      instance            state\n-----------------------------------------\n";

    [Theory]
    [InlineData("Primary Normal", Role.Primary, State.Normal, Detail.Unknown)]
    [InlineData("Standby Normal", Role.Standby, State.Normal, Detail.Unknown)]
    [InlineData("Cascade Standby Normal", Role.CascadeStandby, State.Normal, Detail.Unknown)]
    [InlineData("Cascade Normal", Role.CascadeStandby, State.Normal, Detail.Unknown)]
    [InlineData("Main    Normal", Role.MainStandby, State.Normal, Detail.Unknown)]
    [InlineData("Pending Starting", Role.Pending, State.Starting, Detail.Unknown)]
    [InlineData("Down    Unknown", Role.Down, State.Unknown, Detail.Unknown)]
    [InlineData("Down    Manually stopped", Role.Down, State.ManuallyStopped, Detail.Unknown)]
    [InlineData("Down    Disk damaged", Role.Down, State.DiskDamaged, Detail.Unknown)]
    [InlineData("Down    Port conflicting", Role.Down, State.PortConflicting, Detail.Unknown)]
    [InlineData("Down    Build failed", Role.Down, State.BuildFailed, Detail.Unknown)]
    [InlineData("Offline Unknown", Role.Offline, State.Unknown, Detail.Unknown)]
    [InlineData("Deleted Unknown", Role.Deleted, State.Unknown, Detail.Unknown)]
    [InlineData("ReadOnly ReadOnly", Role.ReadOnly, State.ReadOnly, Detail.Unknown)]
    [InlineData("Unknown Unknown", Role.Unknown, State.Unknown, Detail.Unknown)]
    [InlineData("Standby CoreDump", Role.Standby, State.Coredump, Detail.Unknown)]
    [InlineData("Standby Promoting", Role.Standby, State.Promoting, Detail.Unknown)]
    [InlineData("Standby Wait promoting", Role.Standby, State.WaitPromoting, Detail.Unknown)]
    [InlineData("Standby Wait", Role.Standby, State.WaitPromoting, Detail.Unknown)]
    [InlineData("Primary Demoting", Role.Primary, State.Demoting, Detail.Unknown)]
    [InlineData("Standby Catchup", Role.Standby, State.Catchup, Detail.Unknown)]
    [InlineData("Standby Building(37%)", Role.Standby, State.Building, Detail.Unknown)]
    [InlineData("Standby Need repair(WAL)", Role.Standby, State.NeedRepair, Detail.WalSegmentRemoved)]
    [InlineData("Standby Need repair(WAL segment removed)", Role.Standby, State.NeedRepair, Detail.WalSegmentRemoved)]
    [InlineData("Standby Need repair(Disconnected)", Role.Standby, State.NeedRepair, Detail.Disconnected)]
    [InlineData("Standby Need repair(Connecting)", Role.Standby, State.NeedRepair, Detail.Connecting)]
    [InlineData("Standby Need repair(Connecting...)", Role.Standby, State.NeedRepair, Detail.Connecting)]
    [InlineData("Standby Need repair(Version)", Role.Standby, State.NeedRepair, Detail.VersionNotMatched)]
    [InlineData("Standby Need repair(Mode not matched)", Role.Standby, State.NeedRepair, Detail.ModeNotMatched)]
    [InlineData("Standby Need repair(System)", Role.Standby, State.NeedRepair, Detail.SystemIdNotMatched)]
    [InlineData("Standby Need repair(Timeline)", Role.Standby, State.NeedRepair, Detail.TimelineNotMatched)]
    [InlineData("Standby Need repair(User/Password invalid)", Role.Standby, State.NeedRepair, Detail.CredentialsInvalid)]
    [InlineData("Wizard Sleeping", Role.Unknown, State.Unknown, Detail.Unknown)]
    internal void Every_state_stands_in_every_table(string words, Role role, State state, Detail detail)
    {
        foreach (var (heading, row, port) in new[]
        {
            (Plain, $"1  Db-One.example  10.1.0.1    6001 /Data/DB1 P {words} | ", 0),
            (Plain, $"1  Db-One.example  10.1.0.1    6001 26000  /Data/DB1 P {words}", 26000),
            (WithPort, $"1  Db-One.example  10.1.0.1    26000      6001 /Data/DB1 P {words}", 26000),
            (WithPort, $"1  Db-One.example  2001:db8::5    26000      6001 /Data/DB1 P {words}", 26000),
        })
        {
            var report = ClusterStatus.Parse(Begin + heading + row + "\n");
            Assert.Empty(report.Notes);
            Assert.Equal("Degraded", report.State);
            var member = Assert.Single(report.Members);
            Assert.Equal((1, "Db-One.example", 6001, port, "/Data/DB1", "P"), (member.Node, member.Name, member.InstanceId, member.Port, member.DataFolder, member.ConfiguredRole));
            Assert.Equal((role, state, detail), (member.Role, member.State, member.Detail));
            Assert.Equal(words.Replace(" ", "", StringComparison.Ordinal), (member.RoleText + member.StateText).Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Nodes_on_one_line_are_several()
    {
        var report = ClusterStatus.Parse(Begin + Plain + "1  a 10.0.0.1 6001 /d P Primary Normal | 2  b 10.0.0.2 6002 /d S Standby Need repair(WAL) | 3  c 10.0.0.3 6003 /d C Cascade Normal\n");
        Assert.Equal([Role.Primary, Role.Standby, Role.CascadeStandby], report.Members.Select(member => member.Role));
        Assert.False(report.HasManager);
    }

    [Fact]
    public void Cm_servers_and_its_resources_are_no_instances()
    {
        var report = ClusterStatus.Parse(
            "[  CMServer State   ]\n\nnode node_ip instance state\n---\n1  a 10.0.0.1 1 /cm/cm_server Primary\n\n[ Defined Resource State ]\n\nnode node_ip res_name instance state\n---\n1  a 10.0.0.1 dms_res 6001 OnLine\n\n"
            + Begin + Plain + "1  a 10.0.0.1 6001 20128 /d P Primary Normal\n");
        Assert.True(report.HasManager);
        Assert.Single(report.Members);
    }

    [Fact]
    public void A_cm_that_does_not_answer_is_said_to()
    {
        var report = ClusterStatus.Parse("cm_ctl: can't connect to cm_server.\nMaybe cm_server is not running, or timeout expired. Please try again.\n");
        Assert.True(report.ManagerUnreachable);
        Assert.Empty(report.Members);
    }

    [Fact]
    public void A_line_that_is_none_is_noted()
    {
        var report = ClusterStatus.Parse(Begin + Plain + "one two three\n2  b 10.0.0.2 6002 /d S Standby Normal\n");
        Assert.Single(report.Members);
        Assert.Single(report.Notes);
    }
}
