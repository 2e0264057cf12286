using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class PositionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_replica_goes_on_at_a_position_keeps_its_account_and_tls_and_applies_no_further_than_it_is_told(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        await session.RepointAsync(Lab.Key(lab.Primary), new RepointOptions(UseTls: true), Token);
        await session.StopReplicationAsync(Token);
        var before = await ChannelAsync();

        for (var i = 0; i < 2; i++) await session.RepointAsync(Lab.Key(lab.Primary), new RepointOptions { Position = (await lab.ProbeAsync(lab.Primary)).BinlogPosition }, Token);
        var after = await ChannelAsync();
        Assert.Equal((before.User, before.UsesTls, false), (after.User, after.UsesTls, after.UsesGtid));

        var rows = await lab.RowsAsync(lab.Replica);
        await lab.WriteAsync(lab.Primary);
        var middle = (await lab.ProbeAsync(lab.Primary)).BinlogPosition;
        await lab.WriteAsync(lab.Primary);
        for (var i = 0; i < 2; i++) Assert.True(await session.ApplyUntilAsync(middle, TimeSpan.FromSeconds(30), Token));
        Assert.Equal(rows + 1, await lab.RowsAsync(lab.Replica));
        Assert.True(await ChannelAsync() is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped } channel && channel.Executed == middle);

        var end = (await lab.ProbeAsync(lab.Primary)).BinlogPosition;
        Assert.False(await session.ApplyUntilAsync(end with { Position = end.Position + 1 }, TimeSpan.FromSeconds(1), Token));
        Assert.Equal(rows + 2, await lab.RowsAsync(lab.Replica));
        Assert.True(await ChannelAsync() is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped });
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.RepointAsync(Lab.Key(lab.Primary), new RepointOptions { Position = BinlogCoordinates.None }, Token));

        async Task<ReplicationStatus> ChannelAsync() => (await session.ProbeAsync(Token)).Replication!;
    }
}
