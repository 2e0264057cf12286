using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests;

public sealed class MySqlKillTests
{
    // What differs between the engines is in the operations on servers.
    [Theory, InlineData(RecoveryKind.DeadPrimary), InlineData(RecoveryKind.PlannedTakeover)]
    public Task On_MySQL_it_ends_the_same_wherever_the_manager_is_killed_between_operations_on_servers(RecoveryKind kind) =>
        KillMatrix.RunAsync(ServerFlavor.MySql, kind, rigs: 2, all => all.Where(b => b.Label.StartsWith("server ", StringComparison.Ordinal)));
}
