using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task A_topology_is_found_wherever_the_manager_is_killed_meanwhile()
    {
        await using var topology = await Rig.StartTopologyAsync(ServerFlavor.MariaDb);
        string[] writes = ["write members", "write directory", "write new cluster"];
        var boundaries = writes.Select(w => new Boundary(IsBefore: false, 1, w))
            .Concat([new Boundary(IsBefore: true, 1, writes[0]), new Boundary(IsBefore: false, 3, writes[0]), new Boundary(IsBefore: false, 3, writes[1])]);
        foreach (var boundary in boundaries)
        {
            await using var rig = await Rig.StartAsync(topology, boundary);
            await rig.UntilAsync($"the manager was killed {boundary}", () => Task.FromResult(rig.Deaths == 1));
            Assert.Empty(await rig.RecoveriesAsync());
        }
    }
}
