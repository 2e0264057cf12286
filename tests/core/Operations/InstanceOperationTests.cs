using Ham4Db.Core.Model;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Operations;

/// <summary>1 is the primary; 2, 3 and 4 replicate from it, 5 from 2.</summary>
public class InstanceOperationTests
{
    /// <summary>Cells: operation and arguments, state of the fleet, steps or a part of the refusal.</summary>
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        start-replica 3                    |                      | 1 start-replication 3
        start-replica 3                    | stopped 3            | 1 start-replication 3
        start-replica 3                    | priority 3           | 1 semi-sync-source 3 (off), 2 semi-sync-replica 3 (on), 3 start-replication 3
        start-replica 3                    | detached 3           | testhost:3 is detached from its source: reattach it
        start-replica 1                    |                      | testhost:1 is not a replica: it has no source.
        start-replica 3                    | dead 3               | testhost:3 cannot be reached (timed out): bring it back first
        start-replica 3                    | maintenance 3        | testhost:3 is under maintenance
        start-replica 3                    | channels 3           | replicates from several sources: these are shown and never touched
        stop-replica 3                     |                      | 1 stop-replication 3
        stop-replica-nice 3                |                      | 1 stop-replication-nicely 3
        stop-replica-nice 3                | failed 3             | The applier of testhost:3 stopped with error 1062
        stop-replica-nice 3                | delayed 3            | testhost:3 is delayed by 3600 s
        restart-replica 3                  |                      | 1 stop-replication 3, 2 start-replication 3
        reset-replica 3                    |                      | 1 reset-replication 3
        reset-replica 3                    | writable 3           | testhost:3 is writable and would be a second primary beside testhost:1
        reset-replica 1                    |                      | testhost:1 is not a replica
        detach-replica 3                   |                      | 1 detach 3
        detach-replica 3                   | dead 1               | 1 detach 3
        detach-replica 3                   | detached 3           | testhost:3 is detached already, from testhost:1.
        reattach-replica 3                 | detached 3           | 1 reattach 3
        reattach-replica 3                 |                      | testhost:3 is not detached: it follows testhost:1.
        reattach-replica 5                 | detached 5, demoted 2 | testhost:2, which testhost:5 would go back to, is no longer the primary: relocate testhost:5 below testhost:1
        enable-gtid 3                      | coordinates 3        | 1 enable-gtid 3
        enable-gtid 3                      |                      | testhost:3 positions itself by GTID already
        enable-gtid 3                      | coordinates 3, off 1 | gtid_mode of testhost:1 is OFF_PERMISSIVE; it must be ON
        enable-gtid 3                      | coordinates 3, purged 1 | testhost:1 has purged transactions that testhost:3 never executed
        disable-gtid 3                     |                      | 1 disable-gtid 3, 2 start-replication 3
        disable-gtid 3                     | stopped 3            | 1 disable-gtid 3
        disable-gtid 3                     | coordinates 3        | testhost:3 positions itself by binary log coordinates already
        delay-replication 3 seconds=60     |                      | 1 delay 3 (60), 2 start-replication 3
        delay-replication 3 seconds=0      | stopped 3            | 1 delay 3 (0)
        delay-replication 3 seconds=-1     |                      | '-1' is no delay: give seconds from 0 to 2147483647
        delay-replication 3                |                      | delay-replication needs 'seconds'
        skip-query 3                       | failed 3             | 1 skip-transaction 3 (mysql-bin.000167:137086726), 2 start-replication 3
        skip-query 3                       | failed 3, off 3      | 1 skip-events 3 (mysql-bin.000167:137086726), 2 start-replication 3
        skip-query 3                       |                      | The applier of testhost:3 runs: there is nothing to leave out
        skip-query 3                       | stopped 3            | was stopped and has no error: there is nothing to leave out. Start it with start-replica
        flush-binary-logs 3                |                      | 1 flush-binary-logs 3
        flush-binary-logs 3                | no-binlog 3          | testhost:3 writes no binary log
        purge-binary-logs 1 file=latest    | logs                 | 1 purge-binary-logs 1 (mysql-bin.000167)
        purge-binary-logs 1 file=mysql-bin.000150 | logs          | 1 purge-binary-logs 1 (mysql-bin.000150)
        purge-binary-logs 1 file=mysql-bin.000168 | logs          | testhost:1 has no binary log mysql-bin.000168 yet: the current one is mysql-bin.000167
        purge-binary-logs 1 file=x'y       | logs                 | 'x'y' is no binary log
        purge-binary-logs 1                | logs                 | purge-binary-logs needs 'file': Name of the oldest one to keep, or latest.
        purge-binary-logs 1 file=latest    | logs, behind 3       | Its replica testhost:3 is still at mysql-bin.000140:4 and needs what would be removed. With force=true it is done all the same.
        purge-binary-logs 1 file=latest force=true | logs, behind 3 | 1 purge-binary-logs 1 (mysql-bin.000167)
        purge-binary-logs 1 file=mysql-bin.000140 | logs, behind 3 | 1 purge-binary-logs 1 (mysql-bin.000140)
        purge-binary-logs 1 file=latest    | logs, dead 3         | Where its replica testhost:3 is cannot be seen: it does not answer
        purge-binary-logs 1 file=latest    | logs, behind 3, detached 3 | Its replica testhost:3, which is detached, is still at
        enable-semi-sync-master 1          | priority 1           | 1 semi-sync-source 1 (on)
        enable-semi-sync-master 1          |                      | testhost:1 has no semi-synchronous replication
        disable-semi-sync-master 1         | priority 1           | 1 semi-sync-source 1 (off)
        enable-semi-sync-replica 3         | priority 3           | 1 semi-sync-replica 3 (on)
        disable-semi-sync-replica 3        | priority 3           | 1 semi-sync-replica 3 (off)
        set-read-only 1                    |                      | 1 set-read-only 1
        set-read-only 1                    | priority 1           | 1 set-read-only 1, 2 semi-sync-source 1 (off)
        set-writeable 1                    | read-only 1          | 1 set-writable 1
        set-writeable 3                    |                      | testhost:1 is the primary of the cluster and takes writes: what is written on testhost:3 is on no other instance
        set-writeable 3 force=true         |                      | 1 set-writable 3
        set-writeable 1                    | writable 3           | testhost:3 takes writes: testhost:1 would be a second writable instance
        set-writeable 3 force=true         | demoted 3            | testhost:3 lost its role in a recovery and is made read-only whenever it is seen writable
        fence-writes 1                     |                      | 1 set-read-only 1, 2 end-clients 1
        fence-writes 3                     | dead 3               | testhost:3 cannot be reached
        unfence-writes 1                   | read-only 1          | 1 admit-clients 1, 2 set-writable 1
        unfence-writes 3                   |                      | testhost:3 is not the primary of its cluster: testhost:1 is
        fence-all 1                        |                      | 1 set-read-only 1, 2 end-clients 1, 3 shut-out-clients 1, 4 end-clients 1
        unfence-all 3                      |                      | 1 admit-clients 3
        kill-query 1 process=17            |                      | 1 kill-query 1 (17)
        kill-query 1 process=0             |                      | '0' is no connection
        kill-query 1                       |                      | kill-query needs 'process'
        start-replica 3 force=true         |                      | start-replica takes no 'force'.
        gtid-errant-inject-empty 3         | errant 3             | 1 inject-empty-transactions 1 (E)
        gtid-errant-inject-empty 3         |                      | gtid-errant-inject-empty will not operate on testhost:3: it has no errant transactions
        gtid-errant-inject-empty 3         | errant 3, read-only 1 | testhost:1, the primary, is read-only
        gtid-errant-inject-empty 3         | errant 3, dead 1     | testhost:1 cannot be reached
        gtid-errant-reset-master 3         | errant 3             | 1 stop-replication 3, 2 forget-transactions 3 (E), 3 start-replication 3
        gtid-errant-reset-master 3         |                      | gtid-errant-reset-master will not operate on testhost:3: it has no errant transactions
        gtid-errant-reset-master 2         | errant 2             | gtid-errant-reset-master will not operate on testhost:2: testhost:5 replicate from it
        reclone 3                          |                      | 1 clone 3<4
        reclone 3                          | errant 4             | 1 clone 3<5
        reclone 3                          | no-clone 4 5 2       | 1 clone 3<1
        reclone 3                          | no-clone 1 2 3 4 5   | testhost:3 has no clone plugin
        reclone 1                          |                      | testhost:1 is the primary: what it has would be lost
        reclone 2                          |                      | testhost:5 replicate from testhost:2, and would lose their source: relocate them first
        reclone 3                          | old 3                | needs the same
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Plans_the_operation_or_says_what_stands_against_it(string[] row)
    {
        var (fleet, policy) = Change(TestFleet.Oracle().AddGtid(5, 2), row[1]);
        Assert.Contains(row[2], Text(Plan(fleet, row[0], policy)), StringComparison.Ordinal);
    }

    [Fact]
    public void MariaDb_says_where_to_go_on_in_place_of_an_empty_transaction()
    {
        var fleet = TestFleet.MariaDb().Executed("0-1-100,3-1-7", 3).NoApplier(3).Replication([3], r => r with { ApplierErrorNumber = 1062, ApplierError = "Duplicate entry" });
        Assert.Contains(
            "To leave 0-1-101 out, run there: STOP SLAVE; SET GLOBAL gtid_slave_pos = '0-1-101,3-1-7'; START SLAVE;", Text(Plan(fleet, "skip-query 3", new() { FailedTransaction = "0-1-101" })), StringComparison.Ordinal);
        Assert.Contains("set gtid_slave_pos there to the GTID of the failed one", Text(Plan(fleet, "skip-query 3", new())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set-writeable 3")]
    [InlineData("set-writeable 3 force=true")]
    public void A_standby_is_not_made_writable_by_force(string operation)
    {
        var fleet = TestFleet.Oracle().Replication([3], r => r with { UsesWal = true });
        Assert.Contains("testhost:3 is a standby: only a promotion makes it writable", Text(Plan(fleet, operation, new())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0-3-101", "0-1-100", "1 inject-empty-transactions 1")]
    [InlineData("7-3-2", "0-1-100", "1 inject-empty-transactions 1")]
    [InlineData("7-3-2", "0-1-100,7-1-1", "1 inject-empty-transactions 1")]
    [InlineData("0-3-101", "0-1-101", "MariaDB's positions only go forward")]
    [InlineData("0-3-101", "0-1-102", "MariaDB's positions only go forward")]
    [InlineData("0-3-101,7-3-2", "0-1-102", "MariaDB's positions only go forward")]
    public void MariaDb_takes_a_stand_in_only_ahead_of_the_primary(string errant, string primary, string expected)
    {
        var fleet = TestFleet.MariaDb().Executed(primary, 1).Errant(errant, 3);
        Assert.Contains(expected, Text(Plan(fleet, "gtid-errant-inject-empty 3", new())), StringComparison.Ordinal);
    }

    [Fact]
    public void MariaDb_is_honest_about_clients_and_copies()
    {
        var fleet = TestFleet.MariaDb();
        var fenced = Plan(fleet, "fence-all 1", new());
        Assert.Equal("1 set-read-only 1, 2 end-clients 1", Text(fenced));
        Assert.Contains(fenced.Warnings, w => w.Contains("cannot keep clients from logging in", StringComparison.Ordinal));
        Assert.Contains("cannot keep clients from logging in", Text(Plan(fleet, "unfence-all 1", new())), StringComparison.Ordinal);
        Assert.Contains("which has no clone plugin", Text(Plan(fleet, "reclone 3", new())), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_errant_transactions_are_not_injected()
    {
        var plan = Plan(TestFleet.Oracle().Errant("3:1-10001", 3), "gtid-errant-inject-empty 3", new());
        Assert.Contains("10001 errant transactions, and at most 10000", Text(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_says_what_it_does_and_is_named_once()
    {
        Assert.All(OperationRules.All, rule => Assert.EndsWith(".", rule.Summary, StringComparison.Ordinal));
        Assert.Equal(OperationRules.All.Count, OperationRules.All.Select(rule => rule.Kind).Distinct().Count());
    }

    static OperationPlan Plan(TestFleet fleet, string operation, OperationPolicy policy)
    {
        var words = operation.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var request = new OperationRequest
        {
            Kind = words[0],
            ClusterId = "c1",
            Instance = TestFleet.Key(int.Parse(words[1])),
            Arguments = words.Skip(2).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]),
        };
        return OperationPlanner.Plan(fleet.Topology, request, policy);
    }

    static string Text(OperationPlan plan) => plan.IsExecutable
        ? string.Join(", ", plan.Steps.Select(s =>
            $"{s.Stage} {s.Action} {s.Target.Port}{(s.Source is { } source ? $"<{source.Port}" : "")}{(s.Value.Length == 0 ? "" : s.Value.Contains(TestFleet.Uuid(3), StringComparison.Ordinal) ? " (E)" : $" ({s.Value})")}"))
        : string.Join(' ', plan.Refusals);

    static (TestFleet Fleet, OperationPolicy Policy) Change(TestFleet fleet, string states)
    {
        var policy = new OperationPolicy();
        foreach (var words in states.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split(' ')))
        {
            int[] ports = [.. words.Skip(1).Select(int.Parse)];
            fleet = words[0] switch
            {
                "stopped" => fleet.NoReceiver(ports).NoApplier(ports),
                "failed" => fleet.NoApplier(ports).Replication(ports, r => r with { ApplierErrorNumber = 1062, ApplierError = $"Worker 1 failed executing transaction '{TestFleet.Uuid(1)}:101' at source log" }),
                "detached" => fleet.NoReceiver(ports).NoApplier(ports).Replication(ports, r => r with { Source = r.Source with { Host = "//" + r.Source.Host } }),
                "priority" => fleet.Snapshot(ports, s => s with { SemiSync = new SemiSyncStatus { IsAvailable = true, Priority = 1, SourceEnabled = true } }),
                "dead" => fleet.Invalid(ports),
                "maintenance" => fleet.Member(ports, m => m with { InMaintenance = true }),
                "demoted" => fleet.Member(ports, m => m with { IsDemoted = true }),
                "channels" => fleet.Snapshot(ports, s => s with { OtherChannels = [s.Replication! with { Channel = "other" }] }),
                "delayed" => fleet.Delay(3600, ports),
                "writable" => fleet.Snapshot(ports, s => s with { IsReadOnly = false }),
                "read-only" => fleet.Snapshot(ports, s => s with { IsReadOnly = true }),
                "coordinates" => fleet.Replication(ports, r => r with { UsesOracleGtid = false }),
                "off" => fleet.Snapshot(ports, s => s with { GtidMode = "OFF_PERMISSIVE" }),
                "purged" => fleet.Purged("1:1-100,9:1-5", ports),
                "no-binlog" => fleet.Snapshot(ports, s => s with { LogBin = false }),
                "logs" => fleet.Snapshot([1], s => s with { BinlogPosition = new BinlogCoordinates("mysql-bin.000167", 137086726) }),
                "behind" => fleet.Replication(ports, r => r with { Executed = new BinlogCoordinates("mysql-bin.000140", 4) }),
                "errant" => fleet.Errant("3:1-2", ports),
                "old" => fleet.Snapshot(ports, s => s with { Version = "8.0.36" }),
                "no-clone" => fleet,
                _ => throw new ArgumentException(words[0], nameof(states)),
            };
            if (words[0] == "no-clone") policy = policy with { CloneObjections = ports.ToDictionary(TestFleet.Key, port => $"{TestFleet.Key(port)} has no clone plugin") };
        }

        return (fleet, policy);
    }
}
