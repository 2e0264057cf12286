using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>reclone</c>: replaces everything on an instance by a copy of another one.</summary>
static class CloneRules
{
    /// <summary>From this version on, servers of one series can be copied to each other; before, of one version only.</summary>
    const string FirstWithSeries = "8.0.37";

    public static void Reclone(OperationContext context, OperationDraft draft)
    {
        var (key, topology) = (context.Instance.Key, context.Topology);
        foreach (var reason in Preconditions.WhyNotTouch(context.Instance)) draft.Refuse(reason);
        draft.Refuse(WhyNoClone(context, context.Instance));
        if (topology.Primary is not { } primary) draft.Refuse($"The cluster of {key} has no primary that it could follow afterwards.");
        else if (primary.Key == key) draft.Refuse($"{key} is the primary: what it has would be lost.");
        if (topology.ReplicasOf(key) is { Count: > 0 } replicas) draft.Refuse($"{string.Join(", ", replicas.Select(r => r.Key))} replicate from {key}, and would lose their source: relocate them first.");
        if (draft.IsRefused) return;

        var donors = context.Target is { } named ? [named] : Donors(context);
        var objections = donors.Select(d => (Donor: d, Reason: WhyNotFrom(context, d))).ToList();
        if (objections.Find(o => o.Reason is null).Donor is not { } donor)
        {
            foreach (var (_, reason) in objections) draft.Refuse(reason);
            return;
        }

        draft.Chosen = donor.Key;
        draft.Warn($"Everything on {key} is replaced by what {donor.Key} has: its data, its accounts, its binary logs. What only {key} has is lost.");
        draft.Warn($"{key} restarts at the end. Where no service manager starts it again, start it within five minutes; {donor.Key} is slower while it is copied.");
        if (donor.Key == topology.Primary!.Key) draft.Warn($"No replica can be copied from, so that {donor.Key}, the primary, is.");
        draft.Add(new OperationStep(draft.NextStage, StepAction.Clone, key, $"Replace everything on {key} by a copy of {donor.Key}, and let it follow {topology.Primary.Key}.")
        {
            Branch = key,
            From = context.Instance.Snapshot.Replication?.Source,
            Source = donor.Key,
            Others = [topology.Primary.Key],
        });
    }

    /// <summary>Replicas first, those without replicas of their own before others, the primary last.</summary>
    static List<ClusterMember> Donors(OperationContext context) =>
    [
        .. context.Topology.Members.Values
            .Where(m => m.Key != context.Instance.Key && context.Topology.CanonicalKey(m.Key) == m.Key)
            .OrderBy(m => m.Key == context.Topology.Primary!.Key)
            .ThenBy(m => context.Topology.ReplicasOf(m.Key).Count)
            .ThenBy(m => m.Key),
    ];

    static string? WhyNotFrom(OperationContext context, ClusterMember donor)
    {
        var (own, other) = (context.Instance.Snapshot, donor.Snapshot);
        if (Preconditions.WhyNotReachable(donor) is { } unreachable) return unreachable;
        if (donor.IsDemoted || !string.IsNullOrEmpty(donor.ErrantGtidSet)) return $"{donor.Key} has transactions of its own.";
        if (donor.Key != context.Topology.Primary!.Key && other.Replication is not { IsRunning: true, DelaySeconds: 0 }) return $"{donor.Key} does not replicate now, or does so with a delay.";
        if (donor.Key != context.Topology.Primary.Key && other.LagSeconds is null) return $"The lag of {donor.Key} is not known.";
        if (!SameSeries(own.Version, other.Version)) return $"{donor.Key} has version {other.Version} and {own.Key} {own.Version}: a copy needs the same.";
        return WhyNoClone(context, donor);
    }

    static string? WhyNoClone(OperationContext context, ClusterMember member)
    {
        var snapshot = member.Snapshot;
        if (snapshot.Flavor == ServerFlavor.MariaDb) return $"{member.Key} is a MariaDB server, which has no clone plugin: restore it with mariadb-backup from another instance, and start replication.";
        return context.Policy.CloneObjections.TryGetValue(member.Key, out var reason) ? $"{reason}." : null;
    }

    static bool SameSeries(string a, string b)
    {
        var (left, right) = (Number(a), Number(b));
        if (ReplicationCompatibility.CompareVersions(left, right) == 0) return true;
        return ReplicationCompatibility.CompareVersions(left, FirstWithSeries) >= 0
            && ReplicationCompatibility.CompareVersions(right, FirstWithSeries) >= 0
            && left.Split('.').Take(2).SequenceEqual(right.Split('.').Take(2));
    }

    static string Number(string version) => version.Split('-')[0];
}
