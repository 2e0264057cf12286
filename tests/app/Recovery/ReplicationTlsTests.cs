using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Tests.Recovery;

public sealed class ReplicationTlsTests
{
    private static readonly ReplicationTls Settings = new() { CaFile = "/ca.pem", VerifiesHost = true };

    [Fact]
    public void A_promoted_instance_remembers_the_settings_that_a_former_primary_gets()
    {
        var member = Apply(new ClusterMember { Snapshot = Snapshot("db2", Settings) }, Snapshot("db2", Settings));
        Assert.Equal(Settings, member.LastReplicationTls);
        member = Apply(member, Snapshot("db2", tls: null, replicates: false));
        Assert.Equal(Settings, member.LastReplicationTls);
        Assert.Equal(Settings, ReplicationCredentialSource.FindTls(new ClusterTopology("c", [member, new ClusterMember { Snapshot = Snapshot("db1", null, replicates: false) }])));
        Assert.Null(Apply(member, Snapshot("db2", tls: null)).LastReplicationTls);
    }

    [Fact]
    public void The_settings_of_most_replicas_count() => Assert.Equal(
        Settings,
        ReplicationCredentialSource.FindTls(new ClusterTopology("c", new[] { Settings, Settings with { CaFile = "/other.pem" }, Settings }
            .Select((tls, i) => new ClusterMember { Snapshot = Snapshot($"db{i}", tls), LastReplicationTls = tls }))));

    private static ClusterMember Apply(ClusterMember member, InstanceSnapshot snapshot) =>
        TopologyReader.Apply(member, new ProbeOutcome(snapshot, null), DateTimeOffset.UnixEpoch);

    private static InstanceSnapshot Snapshot(string host, ReplicationTls? tls, bool replicates = true) => new()
    {
        Key = new InstanceKey(DatabaseEngine.MySql, host, 3306),
        SeenAt = DateTimeOffset.UnixEpoch,
        Replication = replicates ? new ReplicationStatus { Source = new InstanceKey(DatabaseEngine.MySql, "db9", 3306), UsesTls = tls is not null, Tls = tls } : null,
    };
}
