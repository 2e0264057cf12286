using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Tests.Parsing;

public sealed class GsCtlQueryTests
{
    private static readonly (string Text, Role Role)[] Roles =
    [
        ("Normal", Role.Normal), ("Primary", Role.Primary), ("Standby", Role.Standby), ("Cascade Standby", Role.CascadeStandby),
        ("Main Standby", Role.MainStandby), ("Pending", Role.Pending), ("Unknown", Role.Unknown),
    ];

    private static readonly (string Text, State State)[] States =
    [
        ("Normal", State.Normal), ("Unknown", State.Unknown), ("Need repair", State.NeedRepair), ("Starting", State.Starting), ("Wait promoting", State.WaitPromoting),
        ("Demoting", State.Demoting), ("Promoting", State.Promoting), ("Building", State.Building), ("Catchup", State.Catchup), ("Coredump", State.Coredump),
    ];

    private static readonly (string Text, Detail Detail)[] Details =
    [
        ("Normal", Detail.Normal), ("WAL segment removed", Detail.WalSegmentRemoved), ("Disconnected", Detail.Disconnected), ("Version not matched", Detail.VersionNotMatched),
        ("Mode not matched", Detail.ModeNotMatched), ("System id not matched", Detail.SystemIdNotMatched), ("Timeline not matched", Detail.TimelineNotMatched),
        ("DCF log loss", Detail.DcfLogLoss), ("Connecting...", Detail.Connecting), ("User/Password invalid", Detail.CredentialsInvalid), ("Unknown", Detail.Unknown),
    ];

    [Fact]
    public void Every_role_state_and_reason_is_known_in_every_style()
    {
        foreach (var (roleText, role) in Roles)
        {
            foreach (var (stateText, state) in States)
            {
                foreach (var (detailText, detail) in Details)
                {
                    foreach (var (indent, style, node) in new[] { ("\t", 2, ""), ("        ", 2, "dn_6001_6002"), ("", 1, "") })
                    {
                        var report = GsCtlQuery.Parse(new GsCtlText { Role = roleText, State = stateText, Detail = detailText, Indent = indent, HeaderStyle = style, Node = node }.ToString());
                        Assert.Equal((GsCtlOutcome.Answered, role, state, detail), (report.Outcome, report.Role, report.State, report.Detail));
                        Assert.Equal((roleText, stateText, detailText), (report.RoleText, report.StateText, report.DetailText));
                        Assert.Empty(report.Notes);
                        Assert.Equal(role is not (Role.Unknown or Role.Pending) && state == State.Normal && detail == Detail.Normal, report.IsHealthy);
                    }
                }
            }
        }
    }

    [Fact]
    public void Senders_keep_each_standby_apart_and_the_receiver_stands_for_itself()
    {
        var report = GsCtlQuery.Parse(new GsCtlText
        {
            Role = "Standby",
            Senders =
            [
                ("Cascade Standby", "Async", 0, "10.0.0.2:26001-->10.0.0.3:40000"),
                ("Standby", "Quorum", 1, "fe80::1:26001-->[2001:db8::7]:40001"),
                ("Standby", "Sync", 2, "10.0.0.2:26001-->10.0.0.5:40002"),
                ("Standby", "Potential", 3, "10.0.0.2:26001-->10.0.0.6:40003"),
            ],
            ReceiverChannel = "10.0.0.2:50000<--10.0.0.1:26001",
        }.ToString());

        Assert.Empty(report.Notes);
        Assert.Equal([SyncState.SyncAsync, SyncState.SyncQuorum, SyncState.SyncSync, SyncState.SyncPotential], report.Senders.Select(sender => sender.SyncState));
        Assert.Equal([0, 1, 2, 3], report.Senders.Select(sender => sender.SyncPriority));
        Assert.Equal(["10.0.0.3", "2001:db8::7", "10.0.0.5", "10.0.0.6"], report.Senders.Select(sender => sender.Channel.RemoteAddress));
        Assert.Equal(("fe80::1", 26001, 40001), (report.Senders[1].Channel.LocalAddress, report.Senders[1].Channel.LocalPort, report.Senders[1].Channel.RemotePort));
        Assert.Equal(Role.CascadeStandby, report.Senders[0].PeerRole);
        Assert.Equal((0x1A0000010UL, 0x1A0000005UL, 0x1A0000004UL, 0x1A0000003UL), (report.Senders[0].Sent, report.Senders[0].Written, report.Senders[0].Flushed, report.Senders[0].Replayed));
        Assert.Equal(("10.0.0.1", 26001, 0x1A0000006UL, 99), (report.Receiver!.Channel.RemoteAddress, report.Receiver.Channel.RemotePort, report.Receiver.Received, report.Receiver.SyncPercent));
    }

    [Theory]
    [InlineData("db_state", "Hibernating")]
    [InlineData("local_role", "Grand Primary")]
    [InlineData("detail_information", "Moon too full")]
    public void A_word_that_is_not_known_is_carried_shown_and_never_healthy(string key, string word)
    {
        var text = key switch
        {
            "db_state" => new GsCtlText { State = word },
            "local_role" => new GsCtlText { Role = word },
            _ => new GsCtlText { Detail = word },
        };
        var report = GsCtlQuery.Parse(text.ToString());
        Assert.Contains(word, new[] { report.StateText, report.RoleText, report.DetailText });
        Assert.Contains(report.Notes, note => note.Contains(word, StringComparison.Ordinal));
        Assert.False(report.IsHealthy);
    }

    [Theory]
    [InlineData("[2024-01-02 03:04:05.678][1][][gs_ctl]:  PID file \"/d/postmaster.pid\" does not exist\n[2024-01-02 03:04:05.678][1][][gs_ctl]: Is server running?\n", 2)]
    [InlineData("[2024-01-02 03:04:05.678][1][][gs_ctl]:  could not connect to the local server, the postmaster process 99 is not running\n", 2)]
    [InlineData("exc_sql failed.\n", 4)]
    [InlineData("", 0)]
    [InlineData("sh: gs_ctl: command not found\n", 0)]
    [InlineData(" HA state:\n\tlocal_role : Primary\n\tdb_state : Normal\n\tdetail_information : Normal\n", 0)]
    public void What_is_no_full_answer_is_no_answer(string text, int outcome)
    {
        var report = GsCtlQuery.Parse(text);
        Assert.Equal((GsCtlOutcome)outcome, report.Outcome);
        Assert.False(report.IsHealthy);
    }

    [Fact]
    public void A_state_file_that_says_normal_is_not_believed()
    {
        var report = GsCtlQuery.Parse(new GsCtlText { FromFile = true }.ToString());
        Assert.Equal((GsCtlOutcome.FromFile, Role.Primary, State.Normal), (report.Outcome, report.Role, report.State));
        Assert.False(report.IsHealthy);
        Assert.Equal(GsCtlOutcome.FromFile, GsCtlQuery.Parse(new GsCtlText { FromFile = true, Detail = "could not connect to server: Connection refused" }.ToString()).Outcome);
    }

    [Fact]
    public void A_contradiction_is_not_healthy()
    {
        var text = new GsCtlText().ToString();
        Assert.True(GsCtlQuery.Parse(text).IsHealthy);
        Assert.False(GsCtlQuery.Parse(text.Replace("\tdetail_information", "\tdb_state : Need repair\n\tdetail_information", StringComparison.Ordinal)).IsHealthy);
        Assert.False(GsCtlQuery.Parse(text + text).IsHealthy);
    }

    [Fact]
    public void Paxos_has_neither_senders_nor_receivers()
    {
        var report = GsCtlQuery.Parse(" HA state:           \n\tlocal_role : Primary\n\tstatic_connections : 2\n\tdb_state : Normal\n\tdetail_information : Normal\n\n Paxos replication info: \n\tpaxos_write_location : 0/1\n");
        Assert.Equal((true, GsCtlOutcome.Answered, true), (report.IsPaxos, report.Outcome, report.IsHealthy));
    }
}
