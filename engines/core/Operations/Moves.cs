using Ham4Db.Core.Model;
using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations;

/// <summary>Chooses the way for each replica and adds the steps.</summary>
static class Moves
{
    /// <summary>Moves one replica, or says everything that stands against it.</summary>
    public static void One(OperationContext context, OperationDraft draft, ClusterMember replica, ClusterMember target, IReadOnlyList<IMoveMethod> methods)
    {
        foreach (var reason in Objections(context, replica, target)) draft.Refuse(reason);
        if (draft.IsRefused) return;
        var (method, reasons) = Choose(context, replica, target, methods);
        if (method is null)
        {
            foreach (var reason in reasons) draft.Refuse(reason);
            return;
        }

        Note(draft, [replica]);
        foreach (var note in SemiSyncNote(context, [replica], target)) draft.Warn(note);
        method.AddSteps(context, draft, [replica], target);
    }

    /// <summary>Moves as many of several replicas as possible; the others are left out, each with its reasons.</summary>
    public static void Many(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target, IReadOnlyList<IMoveMethod> methods)
    {
        var ways = replicas.OrderBy(r => r.Key).Select(replica => (Replica: replica, Way: WayOf(context, replica, target, methods))).ToList();
        foreach (var (replica, way) in ways.Where(w => w.Way.Method is null)) draft.LeaveOut(replica.Key, string.Join(' ', way.Reasons));
        if (ways.Count > 0 && ways.All(w => w.Way.Method is null))
        {
            foreach (var (_, way) in ways) draft.Refuse(string.Join(' ', way.Reasons));
            return;
        }

        foreach (var note in SemiSyncNote(context, replicas, target)) draft.Warn(note);
        foreach (var method in methods)
        {
            var movable = ways.Where(w => w.Way.Method == method).Select(w => w.Replica).ToList();
            if (movable.Count == 0) continue;
            Note(draft, movable);
            method.AddSteps(context, draft, movable, target);
        }
    }

    static (IMoveMethod? Method, IReadOnlyList<string> Reasons) WayOf(
        OperationContext context, ClusterMember replica, ClusterMember target, IReadOnlyList<IMoveMethod> methods)
    {
        var objections = Objections(context, replica, target).ToList();
        return objections.Count > 0 ? (null, objections) : Choose(context, replica, target, methods);
    }

    /// <summary>What stands against having a replica below the target in whatever way.</summary>
    static IEnumerable<string> Objections(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        var reasons = Preconditions.WhyNotMove(replica);
        if (Preconditions.WhyNotReachable(target) is { } unreachable) reasons = reasons.Append(unreachable);
        return reasons.Concat(Preconditions.WhyNotBelow(context, replica, target));
    }

    static (IMoveMethod? Method, IReadOnlyList<string> Reasons) Choose(
        OperationContext context, ClusterMember replica, ClusterMember target, IReadOnlyList<IMoveMethod> methods)
    {
        List<string> reasons = [];
        foreach (var method in methods)
        {
            var against = method.WhyNot(context, replica, target).ToList();
            if (against.Count == 0) return (method, []);
            reasons.AddRange(methods.Count == 1 ? against : against.Select(a => $"Not {method.Name}: {a}"));
        }

        if (methods == MoveMethods.All) reasons.Insert(0, $"Relocating {replica.Key} below {target.Key} turns to be too complex; please do it manually.");
        return (null, reasons);
    }

    static void Note(OperationDraft draft, IEnumerable<ClusterMember> replicas)
    {
        foreach (var note in replicas.SelectMany(Preconditions.Notes)) draft.Warn(note);
    }

    // A commit that waits for replicas which have moved away waits for its timeout.
    static IEnumerable<string> SemiSyncNote(OperationContext context, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var leaving = replicas.Select(r => r.Key).ToHashSet();
        foreach (var source in replicas.Select(r => context.Topology.SourceOf(r.Key)).OfType<ClusterMember>().Where(s => s.Key != target.Key).DistinctBy(s => s.Key))
        {
            var semiSync = source.Snapshot.SemiSync;
            var staying = context.Topology.ReplicasOf(source.Key).Count(r => !leaving.Contains(r.Key) && r.Snapshot.SemiSync.ReplicaEnabled);
            if (semiSync.SourceEnabled && staying < semiSync.WaitForReplicaCount)
                yield return $"Commits on {source.Key} wait for {semiSync.WaitForReplicaCount} semi-synchronous replicas, and {staying} would be left.";
        }
    }
}
