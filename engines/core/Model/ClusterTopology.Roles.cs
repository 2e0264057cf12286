namespace Ham4Db.Core.Model;

public sealed partial class ClusterTopology
{
    /// <summary>
    /// The primary in charge; null when none is known. Of several, one that kept its role, then one with replicas, then a writable one,
    /// then the one with most instances below it, then the smallest key.
    /// </summary>
    public ClusterMember? Primary { get; }

    /// <summary>What the primary in charge promises about acknowledged transactions, by its last snapshot.</summary>
    public DurabilityClass Durability => Primary is { } primary ? DurabilityOf(primary.Snapshot) : DurabilityClass.Asynchronous;

    /// <summary>The address under which a server is treated where it is known under several (same server id, number and reported name); else the key itself.</summary>
    public InstanceKey CanonicalKey(InstanceKey key) => _graph.CanonicalKey(key);

    /// <summary>Whether the instance replicates from nobody (a detached replica counts, as for orchestrator) and is no secondary of a group.</summary>
    public bool IsPrimary(InstanceKey key) =>
        Members.TryGetValue(CanonicalKey(key), out var member) && ReplicatesFromNobody(member) && !IsGroupSecondary(member);

    /// <summary>Whether the instance is part of a circle of instances that replicate from each other.</summary>
    public bool IsCoPrimary(InstanceKey key) => _graph.IsInCircle(key);

    /// <summary>Whether the instance replicates from another, has replicas and is not a co-primary.</summary>
    public bool IsIntermediatePrimary(InstanceKey key) =>
        Members.ContainsKey(key) && !IsPrimary(key) && !IsCoPrimary(key) && ReplicasOf(key).Count > 0;

    /// <summary>Direct replicas, in the order of their keys.</summary>
    public IReadOnlyList<ClusterMember> ReplicasOf(InstanceKey key) => _graph.ReplicasOf(key);

    /// <summary>The known instance that this one replicates from; null for none, for an unknown one, and for a detached replica.</summary>
    public ClusterMember? SourceOf(InstanceKey key) => _graph.SourceOf(key);

    /// <summary>How many sources stand between the instance and its root; 0 for a root and for co-primaries.</summary>
    public int DepthOf(InstanceKey key) => _graph.DepthOf(key);

    /// <summary>The source, the source's source and so on, nearest first. In a circle each instance is listed once and never the instance itself.</summary>
    public IReadOnlyList<ClusterMember> AncestorsOf(InstanceKey key) => _graph.AncestorsOf(key);

    /// <summary>Everything that replicates from the instance, directly or through others, nearest tier first. Never the instance itself.</summary>
    public IReadOnlyList<ClusterMember> DescendantsOf(InstanceKey key) => _graph.DescendantsOf(key);

    /// <summary>What is below an instance without passing through <paramref name="avoided"/>: in a circle, everything is below everything.</summary>
    internal IReadOnlyList<ClusterMember> DescendantsOf(InstanceKey key, InstanceKey avoided) => _graph.DescendantsOf(key, avoided);

    /// <summary>Whether <paramref name="key"/> replicates, directly or through others, from <paramref name="ancestor"/>.</summary>
    public bool IsDescendantOf(InstanceKey key, InstanceKey ancestor)
    {
        var wanted = CanonicalKey(ancestor);
        return AncestorsOf(key).Any(a => a.Key == wanted);
    }

    /// <summary>What an instance promises about the transactions that it acknowledges as a primary.</summary>
    public static DurabilityClass DurabilityOf(InstanceSnapshot snapshot) => snapshot switch
    {
        { GroupName.Length: > 0, GroupMemberState: "ONLINE" } => DurabilityClass.Synchronous,
        { Key.Engine: not DatabaseEngine.MySql, SemiSync: { SourceEnabled: true, WaitForReplicaCount: > 0, GoesOnAlone: false } } => DurabilityClass.Synchronous,
        { SemiSync: { SourceEnabled: true, SourceActive: true, IsLossless: true, WaitForReplicaCount: > 0 } } => DurabilityClass.SemiSynchronous,
        _ => DurabilityClass.Asynchronous,
    };

    ClusterMember? FindPrimary() => Members.Values
        .Where(m => CanonicalKey(m.Key) == m.Key && (IsPrimary(m.Key) || IsCoPrimary(m.Key)))
        .Select(m => (Member: m, Below: DescendantsOf(m.Key).Count))
        // A detached replica that nobody follows was put aside on purpose: it is in charge of nothing.
        .Where(c => c.Below > 0 || c.Member.Snapshot.Replication?.IsDetached != true)
        .OrderBy(c => c.Member.IsDemoted)
        .ThenBy(c => c.Member.Snapshot.Replication?.IsDetached == true)
        .ThenBy(c => c.Below == 0)
        .ThenBy(c => c.Member.Snapshot.IsReadOnly)
        .ThenByDescending(c => c.Below)
        .ThenBy(c => c.Member.Key)
        .Select(c => c.Member)
        .FirstOrDefault();

    bool ReplicatesFromNobody(ClusterMember member) =>
        member.Snapshot.Replication is not { } status || !status.Source.IsValid || CanonicalKey(status.Source) == CanonicalKey(member.Key);

    static bool IsGroupSecondary(ClusterMember member) =>
        member.Snapshot.GroupName.Length > 0
        && !string.Equals(member.Snapshot.GroupMemberRole, "PRIMARY", StringComparison.OrdinalIgnoreCase);
}
