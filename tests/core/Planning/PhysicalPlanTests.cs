using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>openGauss: 1 is the primary and lost; 2 and 3 are standbys, 4 is a cascade standby of 2. None can fetch from a sibling what it lacks.</summary>
public class PhysicalPlanTests
{
    [Fact]
    public void The_standby_with_the_most_is_promoted_and_the_other_one_follows_without_fetching()
    {
        var plan = Plan(Fleet((2, 0x100), (3, 0x180), (4, 0x100)));
        Assert.Equal("3", PlanText.Candidate(plan));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 2 Wait 3, 3 Promote 3, 4 Repoint 2<3", PlanText.Steps(plan));
        Assert.Contains("(128 bytes of WAL would be missing here)", plan.Verdicts.Single(v => v.Instance.Port == 2).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_that_have_the_same_the_one_that_commits_waited_for_is_promoted()
    {
        var fleet = Fleet((2, 0x100), (3, 0x100), (4, 0x100)).Snapshot([3], s => s with { SemiSync = s.SemiSync with { ReplicaEnabled = true } });
        Assert.Equal("3", PlanText.Candidate(Plan(fleet)));
        Assert.Contains("one of those that commits wait for", Plan(fleet).Verdicts.Single(v => v.Instance.Port == 2).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cascade_standby_is_never_promoted()
    {
        var fleet = Fleet((2, 0x100), (3, 0x100), (4, 0x180));
        Assert.Equal("It is a cascade standby: only standbys are promoted.", Plan(fleet).Verdicts.Single(v => v.Instance.Port == 4).Reason);
    }

    [Theory]
    [InlineData(ServerState.NeedsRepair, "It says of itself: words.")]
    [InlineData(ServerState.Changing, "It says of itself: words.")]
    [InlineData(ServerState.Unknown, "What it says of itself is not understood: words.")]
    public void One_that_is_not_plainly_well_is_not_promoted(ServerState state, string reason)
    {
        var fleet = Fleet((2, 0x180), (3, 0x100), (4, 0x100)).Snapshot([2], s => s with { Condition = s.Condition! with { State = state, Words = "words" } });
        Assert.Equal("3", PlanText.Candidate(Plan(fleet)));
        Assert.Equal(reason, Plan(fleet).Verdicts.Single(v => v.Instance.Port == 2).Reason);
    }

    [Fact]
    public void Nothing_is_planned_where_another_manager_decides()
    {
        var fleet = Fleet((2, 0x100), (3, 0x100), (4, 0x100)).Snapshot([3], s => s with { Condition = s.Condition! with { ManagedBy = "CM" } });
        foreach (var plan in new[]
        {
            Plan(fleet),
            RecoveryPlanner.PlanTakeover(fleet.Topology, new RecoveryPolicy(), Key(2)),
            RecoveryPlanner.PlanDeadIntermediate(fleet.Topology, Key(2), new RecoveryPolicy()),
            RecoveryPlanner.PlanReadOnlyPrimary(fleet.Topology, Key(1)),
        })
        {
            Assert.False(plan.IsExecutable);
            Assert.Empty(plan.Steps);
        }

        Assert.Equal(BlockerCode.ManagedElsewhere, Assert.Single(Plan(fleet).Blockers).Code);
        Assert.Contains("CM decides over the roles of this cluster", Plan(fleet).Blockers[0].Reason, StringComparison.Ordinal);
    }

    static RecoveryPlan Plan(TestFleet fleet) => RecoveryPlanner.PlanDeadPrimary(fleet.Topology, Key(1), new RecoveryPolicy());

    static InstanceKey Key(int port) => new(DatabaseEngine.OpenGauss, "testhost", port);

    static TestFleet Fleet(params (int Port, ulong Has)[] standbys)
    {
        var fleet = new TestFleet().Add(1, 0, 0, BinlogCoordinates.None);
        foreach (var (port, _) in standbys) fleet.Add(port, port == 4 ? 2 : 1, 0, BinlogCoordinates.None);
        var has = standbys.ToDictionary(s => s.Port, s => s.Has);
        return fleet.Snapshot([1, 2, 3, 4], s =>
        {
            var port = s.Key.Port;
            var wal = $"1:0/0-0/{has.GetValueOrDefault(port, 0x100UL):X}";
            return s with
            {
                Key = Key(port),
                ServerId = "7",
                ServerNumber = 0,
                Flavor = ServerFlavor.OpenGauss,
                Version = "5.0.0",
                UsesPseudoGtid = false,
                GtidKind = GtidKind.Wal,
                GtidMode = "",
                IsReadOnly = port != 1,
                ExecutedGtidSet = wal,
                SemiSync = new SemiSyncStatus { IsAvailable = true },
                Condition = new ServerCondition { State = ServerState.Disconnected, IsCascade = port == 4 },
                Replication = s.Replication is not { } status ? null : status with
                {
                    Source = Key(port == 4 ? 2 : 1),
                    Receiver = port == 4 ? ReplicationThreadState.Running : ReplicationThreadState.Other,
                    RetrievedGtidSet = wal,
                    UsesWal = true,
                },
            };
        }).Invalid(1);
    }
}
