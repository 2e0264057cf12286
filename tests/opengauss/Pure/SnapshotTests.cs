using Ham4Db.Core.Model;
using Ham4Db.Engines.OpenGauss.Probing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.OpenGauss.Tests.Pure;

public sealed class SnapshotTests
{
    private static readonly InstanceKey Self = new(DatabaseEngine.OpenGauss, "10.0.0.12", 26000);
    private static readonly InstanceKey Primary = new(DatabaseEngine.OpenGauss, "10.0.0.11", 27000);

    [Theory]
    [InlineData(State.Normal, Detail.Normal, true, ServerState.Normal, ReplicationThreadState.Running)]
    [InlineData(State.Catchup, Detail.Normal, true, ServerState.Normal, ReplicationThreadState.Running)]
    [InlineData(State.NeedRepair, Detail.Disconnected, false, ServerState.Disconnected, ReplicationThreadState.Other)]
    [InlineData(State.NeedRepair, Detail.Connecting, false, ServerState.Disconnected, ReplicationThreadState.Other)]
    [InlineData(State.NeedRepair, Detail.WalSegmentRemoved, false, ServerState.NeedsRepair, ReplicationThreadState.Stopped)]
    [InlineData(State.NeedRepair, Detail.Unknown, false, ServerState.NeedsRepair, ReplicationThreadState.Stopped)]
    [InlineData(State.Building, Detail.Normal, false, ServerState.Changing, ReplicationThreadState.Stopped)]
    [InlineData(State.Unknown, Detail.Normal, false, ServerState.Unknown, ReplicationThreadState.Stopped)]
    public void A_standby_is_a_witness_of_its_source_s_death_only_when_it_misses_it(State state, Detail detail, bool receives, ServerState wanted, ReplicationThreadState receiver)
    {
        var snapshot = Build(Standby(instance => (instance.State, instance.Detail, instance.Receiver) = (state, detail, receives ? instance.Receiver : null)));
        Assert.Equal((wanted, receiver, Primary), (snapshot.Condition?.State, snapshot.Replication?.Receiver, snapshot.Replication?.Source));
        Assert.Equal(wanted == ServerState.Disconnected, snapshot.Replication?.IsFailingToConnect);
        Assert.True(snapshot.IsReadOnly);
    }

    [Fact]
    public void Ports_come_from_the_members_and_positions_are_bytes()
    {
        var snapshot = Build(Standby(_ => { }));
        Assert.Equal(("1:0/0-0/100", "1:0/0-0/180", (long?)7), (snapshot.ExecutedGtidSet, snapshot.Replication?.RetrievedGtidSet, snapshot.LagSeconds));
        Assert.Equal([new InstanceKey(DatabaseEngine.OpenGauss, "10.0.0.14", 29000)], snapshot.Replicas);
        Assert.Equal(3, snapshot.OtherMembers.Count);
        // Nobody lists that address: the port is expected to be the same.
        var unknown = Build(Standby(instance => instance.Receiver.Channel.RemoteAddress = "10.0.0.99"));
        Assert.Equal(new InstanceKey(DatabaseEngine.OpenGauss, "10.0.0.99", 26000), unknown.Replication?.Source);
    }

    [Fact]
    public void One_that_is_cut_off_belongs_to_whom_it_last_followed_else_to_the_primary_that_the_members_tell()
    {
        var cutOff = Standby(instance => (instance.State, instance.Detail, instance.Receiver) = (State.NeedRepair, Detail.Disconnected, null));
        var last = new InstanceKey(DatabaseEngine.OpenGauss, "10.0.0.13", 28000);
        Assert.Equal(Primary, Build(cutOff).Replication?.Source);
        Assert.Equal(last, Build(cutOff, source: last).Replication?.Source);
        Assert.True(Build(cutOff, members: []).Replication?.IsDetached);
    }

    [Fact]
    public void What_was_fenced_is_seen_down_read_only_and_part_of_nothing()
    {
        var snapshot = Build(new Instance { Engine = Engine.Opengauss, Role = Role.Primary, Fenced = true, FenceReason = "another was promoted", Process = new() });
        Assert.Equal((ServerState.Fenced, true, ""), (snapshot.Condition?.State, snapshot.IsReadOnly, snapshot.ExecutedGtidSet));
        Assert.Null(snapshot.Replication);
        Assert.Equal("fenced (another was promoted)", snapshot.Condition?.Words);
    }

    [Theory]
    [InlineData(ClusterManager.ManagerNone, "")]
    [InlineData(ClusterManager.ManagerActive, "openGauss's cluster manager (CM)")]
    [InlineData(ClusterManager.ManagerUnreachable, "openGauss's cluster manager (CM)")]
    public void Another_manager_is_named_also_when_it_does_not_answer(ClusterManager manager, string name) =>
        Assert.Equal(name, Build(Standby(instance => instance.Manager = manager)).Condition?.ManagedBy);

    private static InstanceSnapshot Build(Instance instance, InstanceKey? source = null, IReadOnlyList<Member>? members = null)
    {
        var memory = new InstanceMemory { Source = source };
        memory.Cluster.Members = members ?? [Member("10.0.0.11", 27000, "P"), Member("10.0.0.12", 26000, "S"), Member("10.0.0.13", 28000, "S"), Member("10.0.0.14", 29000, "C")];
        return new SnapshotBuilder(new OpenGaussEngineOptions(), Self, instance, memory).Build(DateTimeOffset.UnixEpoch, TimeSpan.Zero);
    }

    private static Member Member(string address, int port, string role) => new() { Address = address, Port = port, ConfiguredRole = role };

    private static Instance Standby(Action<Instance> change)
    {
        var instance = new Instance
        {
            Engine = Engine.Opengauss,
            Role = Role.Standby,
            State = State.Normal,
            Detail = Detail.Normal,
            Answers = true,
            Process = new() { Alive = true },
            ReplayDelaySeconds = 7.5,
            Positions = new() { Received = 0x180, Replayed = 0x100 },
            Receiver = new() { Channel = new() { RemoteAddress = "10.0.0.11", RemotePort = 27001 } },
        };
        instance.Senders.Add(new Sender { Channel = new() { RemoteAddress = "10.0.0.14", RemotePort = 50123 } });
        change(instance);
        return instance;
    }
}
