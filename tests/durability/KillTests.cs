using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests;

public sealed class KillTests
{
    [Theory, InlineData(RecoveryKind.DeadPrimary), InlineData(RecoveryKind.PlannedTakeover)]
    public Task A_change_of_the_primary_ends_the_same_wherever_the_manager_is_killed(RecoveryKind kind) =>
        KillMatrix.RunAsync(ServerFlavor.MariaDb, kind, rigs: 3, all => all);
}
