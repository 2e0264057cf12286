using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class DetachingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_replica_is_put_aside_and_taken_back_as_it_was(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);

        await ThereAndBackAsync();
        await ByCoordinatesAsync();
        await ThereAndBackAsync();

        async Task ThereAndBackAsync()
        {
            await lab.WriteAsync(lab.Primary);
            var before = await ChannelAsync();
            for (var i = 0; i < 2; i++) await session.DetachAsync(Token);
            var detached = await ChannelAsync();
            Assert.Equal("//" + before.Source.Host, detached.Source.Host);
            Assert.Equal(before.Source.Port, detached.Source.Port);
            Assert.True(detached is { IsDetached: true, Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped });
            Assert.Equal(Settings(before), Settings(detached));

            await lab.WriteAsync(lab.Primary);
            for (var i = 0; i < 2; i++) await session.ReattachAsync(Token);
            var back = await ChannelAsync();
            Assert.Equal(before.Source, back.Source);
            Assert.Equal(Settings(before), Settings(back));
            await session.StartReplicationAsync(Token);
            var rows = await lab.RowsAsync(lab.Primary);
            await Lab.EventuallyAsync("the rows arrive", async () => await lab.RowsAsync(lab.Replica) == rows);
        }

        async Task ByCoordinatesAsync()
        {
            await session.StopReplicationAsync(Token);
            var at = (await ChannelAsync()).Executed;
            await lab.Replica.ExecuteAsync(
                flavor == Flavor.MariaDb
                    ? $"CHANGE MASTER TO MASTER_USE_GTID = no, MASTER_LOG_FILE = '{at.File}', MASTER_LOG_POS = {at.Position}"
                    : $"CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION = 0, SOURCE_LOG_FILE = '{at.File}', SOURCE_LOG_POS = {at.Position}",
                Token);
            await session.StartReplicationAsync(Token);
        }

        async Task<ReplicationStatus> ChannelAsync() => (await session.ProbeAsync(Token)).Replication!;
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_server_without_a_source_cannot_be_detached(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Primary);

        await Assert.ThrowsAsync<InstanceOperationException>(() => session.DetachAsync(Token));
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.ReattachAsync(Token));
    }

    private static (string User, bool Tls, bool Oracle, string MariaDb) Settings(ReplicationStatus channel) =>
        (channel.User, channel.UsesTls, channel.UsesOracleGtid, channel.UsingGtid);
}
