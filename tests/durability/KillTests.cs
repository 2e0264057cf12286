using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests;

public sealed class KillTests
{
    [Theory, InlineData(RecoveryKind.DeadPrimary), InlineData(RecoveryKind.PlannedTakeover)]
    public Task A_change_of_the_primary_ends_the_same_wherever_the_manager_is_killed(RecoveryKind kind) =>
        KillMatrix.RunAsync(ServerFlavor.MariaDb, kind, rigs: 3, all => all);

    // What differs between the engines is in the operations on servers.
    [Theory, InlineData(RecoveryKind.DeadPrimary), InlineData(RecoveryKind.PlannedTakeover)]
    public Task On_MySQL_it_ends_the_same_wherever_the_manager_is_killed_between_operations_on_servers(RecoveryKind kind) =>
        KillMatrix.RunAsync(ServerFlavor.MySql, kind, rigs: 2, all => all.Where(b => b.Label.StartsWith("server ", StringComparison.Ordinal)));

    // Positions that are not written down, or used twice, would show in rows that are missing or doubled.
    [Theory, InlineData(ServerFlavor.MariaDb, RecoveryKind.DeadPrimary), InlineData(ServerFlavor.MariaDb, RecoveryKind.PlannedTakeover), InlineData(ServerFlavor.MySql, RecoveryKind.DeadPrimary)]
    public Task Without_GTIDs_it_ends_the_same_wherever_the_manager_is_killed_between_operations_on_servers_and_steps(ServerFlavor flavor, RecoveryKind kind) =>
        KillMatrix.RunAsync(
            flavor,
            kind,
            rigs: 2,
            all => all.Where(b => !b.IsBefore && b.Label is "server stop replication" or "server repoint" or "server start replication" or "server reset replication" or "server writable" or "write step fix-position ended"),
            useGtid: false);
}
