using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Carries a plan out on a model of the servers. Lost servers do nothing and their writes count for nothing.</summary>
sealed class PlanSimulation
{
    readonly Dictionary<InstanceKey, Server> _servers;

    public PlanSimulation(ClusterTopology topology)
    {
        // Aliases are one server; a lost server cannot be asked anything.
        _servers = topology.Members.Values.Where(m => topology.CanonicalKey(m.Key) == m.Key).ToDictionary(m => m.Key, m => new Server
        {
            IsAlive = m.IsLastCheckValid,
            IsReadOnly = m.Snapshot.IsReadOnly,
            IsReplica = m.Snapshot.Replication is not null,
            IsCoPrimary = topology.IsCoPrimary(m.Key),
            Source = topology.SourceOf(m.Key)?.Key,
            Held = GtidSet.Parse(m.Snapshot.GtidKind, m.Snapshot.ExecutedGtidSet).Union(GtidSet.Parse(m.Snapshot.GtidKind, m.Snapshot.Replication?.RetrievedGtidSet ?? "")),
            Executed = GtidSet.Parse(m.Snapshot.GtidKind, m.Snapshot.ExecutedGtidSet),
            Applies = m.Snapshot.Replication is { Applier: ReplicationThreadState.Running, DelaySeconds: 0 },
        });
    }

    /// <summary>
    /// The most servers that accepted writes as a primary at the same time, at any point from the first promotion on. Writable replicas do not count
    /// (many fleets have them, and no client is sent there), but a writable co-primary does: clients are.
    /// </summary>
    public int MostWritablePrimaries { get; private set; }

    public GtidSet HeldBy(InstanceKey key) => _servers[key].Held;

    public GtidSet ExecutedBy(InstanceKey key) => _servers[key].Executed;

    public bool Replicates(InstanceKey key, InstanceKey from) => _servers[key].Source == from;

    public void Run(RecoveryPlan plan)
    {
        foreach (var stage in plan.Steps.GroupBy(s => s.Stage).OrderBy(g => g.Key))
        {
            foreach (var step in stage) Run(step);
            // Steps of a stage run in parallel: what counts is what may stand together at its end, and it never gets worse within one.
            if (stage.Any(s => s.Kind == PlanStepKind.Promote) || MostWritablePrimaries > 0) MostWritablePrimaries = Math.Max(MostWritablePrimaries, WritablePrimaries);
        }
    }

    int WritablePrimaries => _servers.Values.Count(s => s is { IsAlive: true, IsReadOnly: false } && (!s.IsReplica || s.IsCoPrimary));

    void Run(PlanStep step)
    {
        var target = _servers[step.Target];
        if (!target.IsAlive)
        {
            Assert.Equal(PlanStepKind.FenceOldPrimary, step.Kind);
            return;
        }

        switch (step.Kind)
        {
            case PlanStepKind.FenceOldPrimary or PlanStepKind.DemoteOldPrimary:
                target.IsReadOnly = true;
                break;
            case PlanStepKind.StopReceiver:
                target.Source = null;
                break;
            case PlanStepKind.CatchUp:
                var sibling = _servers[step.Source!.Value];
                target.Held = target.Held.Union(sibling.Applies ? sibling.Held : sibling.Executed);
                Assert.True(target.Held.Contains(GtidSet.Parse(target.Held.Kind, step.GtidSet)), "A sibling is said to give what it does not have.");
                break;
            case PlanStepKind.WaitForApply:
                if (step.Source is { } source) target.Held = target.Held.Union(_servers[source].Executed);
                target.Executed = target.Held;
                Assert.True(step.GtidSet.Length == 0 || target.Executed.Contains(GtidSet.Parse(target.Held.Kind, step.GtidSet)), "The wait would never end.");
                break;
            case PlanStepKind.Detach:
                Assert.NotNull(step.Source);
                target.Source = null;
                break;
            case PlanStepKind.Promote:
                (target.IsReplica, target.IsReadOnly, target.Source) = (false, false, null);
                break;
            default:
                Assert.False(_servers[step.Source!.Value].IsReplica, "Something is pointed at an instance that is not the primary.");
                (target.IsReplica, target.Source) = (true, step.Source);
                break;
        }
    }

    sealed class Server
    {
        public bool IsAlive { get; init; }
        public bool Applies { get; init; }
        public bool IsCoPrimary { get; init; }
        public bool IsReadOnly { get; set; }
        public bool IsReplica { get; set; }
        public InstanceKey? Source { get; set; }
        public required GtidSet Held { get; set; }
        public required GtidSet Executed { get; set; }
    }
}
