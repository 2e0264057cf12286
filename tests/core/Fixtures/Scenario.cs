using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.Fixtures;

/// <summary>Changes to the base data set as text: <c>invalid 3; io-off 467</c>. A digit n stands for 2229n.</summary>
static class Scenario
{
    static readonly int[] All = [22293, 22294, 22295, 22296, 22297];

    public static TestFleet Of(string changes) => changes.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(c => c.Split(' '))
        .Aggregate(TestFleet.Base(), Change);

    static TestFleet Change(TestFleet fleet, string[] words) => (words[0], words[1..]) switch
    {
        ("invalid", [var who]) => fleet.Invalid(Ports(who)),
        ("partial", [var who]) => fleet.Partial(Ports(who)),
        ("io-off", [var who]) => fleet.NoReceiver(Ports(who)),
        ("sql-off", [var who]) => fleet.NoApplier(Ports(who)),
        ("io-error", [var who]) => fleet.FailsToConnect(Ports(who)),
        ("lag", [var seconds, var who]) => fleet.Lag(long.Parse(seconds), Ports(who)),
        ("delay", [var seconds, var who]) => fleet.Delay(long.Parse(seconds), Ports(who)),
        ("downtime", [var who]) => fleet.Downtimed(Ports(who)),
        ("errant", [var who]) => fleet.Member(Ports(who), m => m with { ErrantGtidSet = "x:1" }),
        ("version", [var version, var who]) => fleet.Snapshot(Ports(who), s => s with { Version = version }),
        ("format", [var format, var who]) => fleet.Snapshot(Ports(who), s => s with { BinlogFormat = format }),
        ("gtid-mode", [var mode, var who]) => fleet.Snapshot(Ports(who), s => s with { GtidMode = mode }),
        ("read-only", [var who]) => fleet.Snapshot(Ports(who), s => s with { IsReadOnly = true }),
        ("promoted", [var who]) => fleet.Snapshot(Ports(who), s => s with { Replication = null, IsReadOnly = false }),
        ("demoted", [var who]) => fleet.Member(Ports(who), m => m with { IsDemoted = true }),
        ("maintenance", [var who]) => fleet.Member(Ports(who), m => m with { InMaintenance = true }),
        ("group", [var state, var who]) => fleet.Snapshot(Ports(who), s => s with { GroupName = "g", GroupMemberState = state, GroupMemberRole = "PRIMARY" }),
        ("maxscale", [var who]) => fleet.Snapshot(Ports(who), s => s with { Flavor = ServerFlavor.MaxScale }),
        ("source", [var source, var who]) => fleet.Snapshot(Ports(who), s => s with { Replication = (s.Replication ?? Running) with { Source = TestFleet.Key(Ports(source)[0]) } }),
        ("no-pseudo-gtid", []) => fleet.Snapshot(All, s => s with { UsesPseudoGtid = false }),
        ("oracle-gtid", [var who]) => fleet.Replication(Ports(who), r => r with { UsesOracleGtid = true }),
        ("no-log-updates", []) => fleet.Snapshot(All, s => s with { LogReplicaUpdates = false }),
        ("standby", [var state, var who]) => fleet.Snapshot(Ports(who), s => s with { Condition = new ServerCondition { State = Enum.Parse<ServerState>(state), Words = $"as {state}" } }),
        ("cascade", [var state, var who]) => fleet.Snapshot(Ports(who), s => s with { Condition = new ServerCondition { State = Enum.Parse<ServerState>(state), IsCascade = true, Words = $"as {state}" } }),
        ("managed", [var who]) => fleet.Snapshot(Ports(who), s => s with { Condition = new ServerCondition { State = ServerState.Normal, ManagedBy = "CM" } }),
        ("semi-sync-on", [var wait, var clients]) => fleet.SemiSync(22293, true, int.Parse(wait), int.Parse(clients)),
        ("semi-sync-off", [var wait, var clients]) => fleet.SemiSync(22293, false, int.Parse(wait), int.Parse(clients)),
        ("stuck", [var seconds]) => fleet.Member([22293], m => m with { BinlogPositionUnchangedSince = TestFleet.Now.AddSeconds(-int.Parse(seconds)) }),
        _ => throw new ArgumentException($"Not understood: {string.Join(' ', words)}", nameof(words)),
    };

    static ReplicationStatus Running => new() { Source = default, Receiver = ReplicationThreadState.Running, Applier = ReplicationThreadState.Running };

    public static int[] Ports(string digits) => [.. digits.Select(d => 22290 + (d - '0'))];
}
