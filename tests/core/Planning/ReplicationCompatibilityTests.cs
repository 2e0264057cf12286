using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

public class ReplicationCompatibilityTests
{
    /// <summary>Whether 22295 can replicate from 22297. Cells: case, changes, part of the reason (or yes).</summary>
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        trivial                       |                                      | yes
        source has a higher version   | version 5.7.8 7                      | below 5.7
        replica has a higher version  | version 5.7.8 5                      | yes
        only the patch differs        | version 5.6.99 7                     | yes
        versions are numbers          | version 10.11.1 5; version 10.6.1 7  | yes
        versions are numbers, again   | version 10.6.1 5; version 10.11.1 7  | below 10.11
        source delayed                | delay 3600 7                         | delayed by 3600 s
        source delayed a little       | delay 20 7                           | yes
        both delayed                  | delay 3600 57                        | yes
        row to statement              | format ROW 7                         | cannot hold ROW
        mixed to statement            | format MIXED 7                       | cannot hold MIXED
        row to mixed                  | format ROW 7; format MIXED 5         | cannot hold ROW
        statement to row              | format ROW 5                         | yes
        no logging of updates         | no-log-updates                       | log_slave_updates
        binary log server as source   | maxscale 7; version 9.9 7            | yes
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Knows_who_can_replicate_from_whom(string[] row)
    {
        var fleet = Scenario.Of(row[1]);
        var (can, reason) = ReplicationCompatibility.CanReplicateFrom(fleet[22295], fleet[22297], new RecoveryPolicy());
        Assert.Equal(row[2] == "yes", can);
        Assert.Contains(can ? "" : row[2], reason);
        Assert.Equal(can, reason.Length == 0);
    }

    [Fact]
    public void A_replica_that_does_not_log_may_take_any_format()
    {
        var fleet = Scenario.Of("format ROW 7");
        Assert.True(Check(fleet, 22296, 22297).Can);
    }

    [Fact]
    public void Needs_a_binary_log_at_the_source() => Assert.Contains("binary log", Check(TestFleet.Base(), 22295, 22296).Reason);

    [Fact]
    public void Never_from_itself_nor_from_its_double()
    {
        Assert.Contains("itself", Check(TestFleet.Base(), 22295, 22295).Reason);
        Assert.Contains("server_id", Check(TestFleet.Base().Snapshot([22295], s => s with { ServerNumber = 104 }), 22295, 22297).Reason);
        Assert.Contains("server_uuid", Check(TestFleet.Base().Snapshot([22295, 22297], s => s with { ServerId = "X" }), 22295, 22297).Reason);
        Assert.True(Check(TestFleet.MariaDb().Snapshot([2, 3], s => s with { ServerId = "same-card" }), 2, 3).Can);
    }

    [Fact]
    public void Filters_count_only_when_they_are_to_be_verified()
    {
        var fleet = TestFleet.Base().Replication([22297], r => r with { HasFilters = true });
        Assert.True(Check(fleet, 22295, 22297).Can);
        Assert.Contains("filters", Check(fleet, 22295, 22297, new RecoveryPolicy { VerifyReplicationFilters = true }).Reason);
        fleet.Replication([22295], r => r with { HasFilters = true });
        Assert.True(Check(fleet, 22295, 22297, new RecoveryPolicy { VerifyReplicationFilters = true }).Can);
    }

    [Fact]
    public void Never_between_kinds_of_databases()
    {
        var postgres = TestFleet.Base()[22297] with { };
        postgres = postgres with { Snapshot = postgres.Snapshot with { Key = postgres.Key with { Engine = DatabaseEngine.PostgreSql } } };
        Assert.Contains("another kind", ReplicationCompatibility.CanReplicateFrom(TestFleet.Base()[22295], postgres, new RecoveryPolicy()).Reason);
    }

    static (bool Can, string Reason) Check(TestFleet fleet, int replica, int source, RecoveryPolicy? policy = null) =>
        ReplicationCompatibility.CanReplicateFrom(fleet[replica], fleet[source], policy ?? new RecoveryPolicy());
}
