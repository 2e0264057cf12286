using CsCheck;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

public sealed class KnownTransactionsTests
{
    [Fact]
    public void The_unions_are_those_of_going_through_all_instances() => RandomFleets.Fleets.Sample(fleet =>
    {
        foreach (var port in fleet.Ports.ToList()) fleet.Snapshot([port], s => s with { SeenAt = TestFleet.Now.AddSeconds(-(port * 7 % 5)) });
        var topology = fleet.Topology;
        if (topology.Primary is not { } primary) return;
        var context = new Succession(RecoveryKind.DeadPrimary, topology, primary, new RecoveryPolicy());
        foreach (var kind in new[] { GtidKind.Oracle, GtidKind.MariaDb })
        {
            var known = new KnownTransactions(context, kind);
            Assert.Equal(Union(context, kind, m => m.IsLastCheckValid), known.Reachable);
            foreach (var candidate in context.Tree.Where(m => m.IsLastCheckValid))
            {
                var below = topology.DescendantsOf(candidate.Key, primary.Key).Select(m => m.Key).Append(candidate.Key).ToHashSet();
                Assert.Equal(Union(context, kind, m => m.IsLastCheckValid && m.Key != primary.Key && !below.Contains(m.Key)), known.BesidesThoseBelow(candidate));
                Assert.Equal(
                    Union(context, kind, m => (m.Key == primary.Key || !m.IsLastCheckValid) && m.Snapshot.SeenAt <= candidate.Snapshot.SeenAt),
                    known.OnLostBefore(candidate));
            }
        }
    });

    private static GtidSet Union(Succession context, GtidKind kind, Func<ClusterMember, bool> isMeant) => context.Tree.Append(context.Old)
        .Where(isMeant)
        .Select(m => context.TransactionsOf(m).Sound)
        .Where(s => s?.Kind == kind)
        .Aggregate(GtidSet.Empty(kind), (all, own) => all.Union(own!));
}
