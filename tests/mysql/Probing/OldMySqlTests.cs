using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Probing;

/// <summary>A real Oracle MySQL 5.6: the old vocabulary with Oracle's GTIDs.</summary>
public sealed class OldMySqlTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MySQL_5_6_is_probed_and_changed_in_its_own_words()
    {
        await using var lab = await Lab.StartAsync(Flavor.MySql56, servers: 3, semiSync: false);
        await lab.WriteAsync(lab.Primary);
        await Lab.EventuallyAsync("the replica applied the row", async () => await lab.ProbeAsync(lab.Replica) is { Replication: { } channel } && channel.Executed == (await lab.ProbeAsync(lab.Primary)).BinlogPosition);

        var primary = await lab.ProbeAsync(lab.Primary);
        var replica = await lab.ProbeAsync(lab.Replica);
        Assert.Equal((ServerFlavor.MySql, "5.6", GtidKind.Oracle, "ON"), (primary.Flavor, primary.MajorVersion, primary.GtidKind, primary.GtidMode));
        Assert.Equal([Lab.Key(lab.Replica), Lab.Key(lab.OtherReplica)], primary.Replicas.OrderBy(key => key == Lab.Key(lab.Replica) ? 0 : 1));
        Assert.Equal(primary.ExecutedGtidSet, replica.ExecutedGtidSet);
        Assert.True(replica is { IsReadOnly: true, ReplicationCredentialsAvailable: true, Replication: { IsRunning: true, UsesOracleGtid: true } channel } && channel.SourceServerId == primary.ServerId);
        Assert.False(primary.SemiSync.IsAvailable);

        await using var session = await lab.SessionAsync(lab.Replica);
        Assert.True(await session.TryLockAsync("ham4db", Lab.Second, Token));
        await session.StopReceiverAsync(Token);
        Assert.True(await session.WaitForRelayLogAppliedAsync(Lab.Second * 5, Token));
        Assert.True(await session.WaitForGtidSetAsync(primary.ExecutedGtidSet, Lab.Second * 5, Token));
        await session.ResetReplicationAsync(Token);
        await session.SetReadOnlyAsync(readOnly: false, Token);
        Assert.True(await session.ProbeAsync(Token) is { IsReadOnly: false, Replication: null });

        await using var other = await lab.SessionAsync(lab.OtherReplica);
        await other.RepointAsync(Lab.Key(lab.Replica), new RepointOptions(), Token);
        await other.StartReplicationAsync(Token);
        Assert.Equal(Lab.Key(lab.Replica), (await other.ProbeAsync(Token)).Replication!.Source);

        await using var old = await lab.SessionAsync(lab.Primary);
        await old.SetReadOnlyAsync(readOnly: true, Token);
        var credentials = await other.ReadReplicationCredentialsAsync(Token);
        Assert.Equal(lab.Topology.ReplicationUser, credentials!.User);
        await old.RepointAsync(Lab.Key(lab.Replica), new RepointOptions(credentials, WasPrimary: true), Token);
        await old.StartReplicationAsync(Token);
        Assert.True(await old.ProbeAsync(Token) is { IsReadOnly: true, Replication: { IsRunning: true, UsesOracleGtid: true } });
    }

    [Fact]
    public async Task MySQL_5_6_tells_replicas_by_its_process_list_too()
    {
        await using var lab = await Lab.StartAsync(Flavor.MySql56, semiSync: false, configure: options => options with { DiscoverByShowSlaveHosts = false });
        Assert.Equal([Lab.Key(lab.Primary)], (await lab.ProbeAsync(lab.Primary)).Replicas);
        Assert.True((await lab.Engine.PingAsync(Lab.Key(lab.Primary), Lab.Second * 5, Token)) is { IsAlive: true, IsWritable: true });
        Assert.True(await lab.Engine.TryFenceAsync(Lab.Key(lab.Primary), Lab.Second * 5, Token));
        Assert.True((await lab.ProbeAsync(lab.Primary)).IsReadOnly);
    }
}
