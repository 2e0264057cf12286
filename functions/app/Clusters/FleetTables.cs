namespace Ham4Db.Functions.Clusters;

/// <summary>Names of the store's tables and how their keys are made.</summary>
public static class FleetTables
{
    /// <summary>Address to cluster: partition <see cref="Directory"/>, row the instance.</summary>
    public const string Directory = "directory";

    /// <summary>Instances: partition the cluster, row the instance.</summary>
    public const string Members = "members";

    /// <summary>Clusters: partition <see cref="Clusters"/>, row the cluster.</summary>
    public const string Clusters = "clusters";

    /// <summary>Heartbeats: partition <see cref="Heartbeats"/>, row the cluster.</summary>
    public const string Heartbeats = "heartbeats";

    /// <summary>Pseudo-GTID entries that were written: partition <see cref="PseudoGtids"/>, row the cluster.</summary>
    public const string PseudoGtids = "pseudogtids";

    /// <summary>Decisions: partition <see cref="Decisions"/>, row the cluster.</summary>
    public const string Decisions = "decisions";

    /// <summary>Recoveries, newest first: partition <see cref="Recoveries"/>, row falling time and uid.</summary>
    public const string Recoveries = "recoveries";

    /// <summary>Operations, newest first: partition <see cref="Operations"/>, row falling time and uid.</summary>
    public const string Operations = "operations";

    /// <summary>Operations and recoveries that were asked for, an <see cref="Ham4Db.Functions.Operations.AcceptedOperation"/> each: partition <see cref="Accepted"/>, row the uid.</summary>
    public const string Accepted = "acceptedoperations";

    /// <summary>Calls that are done once however often they are made: partition <see cref="Calls"/>, row made of the caller and their key.</summary>
    public const string Calls = "idempotentcalls";

    /// <summary>Equal positions, newest first: partition the cluster, row falling time and one of the positions.</summary>
    public const string Equivalences = "equivalences";

    /// <summary>Steps of recoveries and operations: partition the uid, row rising time and name.</summary>
    public const string RecoverySteps = "recoverysteps";

    /// <summary>Audit, newest first: partition <see cref="Audit"/>, row falling time; what is about an instance also in partition <see cref="InstanceAudit"/>.</summary>
    public const string Audit = "audit";

    /// <summary>Switches: partition <see cref="Switches"/>.</summary>
    public const string Switches = "switches";

    /// <summary>Maintenance that runs, a <see cref="MaintenanceRecord"/> each: partition <see cref="Maintenance"/>, row its id.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>
    /// Tags, an <see cref="InstanceTag"/> each and each twice: partition <see cref="InstanceTags"/>, row the tag's name; and partition
    /// <see cref="TaggedInstances"/>, row the instance.
    /// </summary>
    public const string Tags = "tags";

    /// <summary>Pools, an <see cref="InstancePool"/> each: partition <see cref="Pools"/>, row the pool's name.</summary>
    public const string Pools = "pools";

    /// <summary>
    /// What topologies looked like, a <see cref="TopologyChange"/> each, newest first: partition the cluster, row falling time and part.
    /// </summary>
    public const string TopologyHistory = "topologyhistory";

    /// <summary>From when to when there is history, a <see cref="TopologyHistoryHead"/> each: partition <see cref="TopologyHeads"/>, row the cluster.</summary>
    public const string TopologyHeads = "topologyheads";

    /// <summary>Changes of what the analysis says of instances, an <see cref="AnalysisChange"/> each, newest first: partition <see cref="AnalysisChanges"/>, row falling time and instance.</summary>
    public const string AnalysisChanges = "analysischanges";

    /// <summary>Findings that were registered, a <see cref="DetectionRecord"/> each, newest first: partition <see cref="Detections"/>, row falling time, instance and code.</summary>
    public const string Detections = "detections";

    /// <summary>
    /// Keys under which the present primaries are found, a <see cref="PrimaryKey"/> each: partition <see cref="PrimaryKeys"/>, row the key; and partition
    /// <see cref="KeysOfCluster"/>, row the key, for the keys of a cluster.
    /// </summary>
    public const string PrimaryKeys = "primarykeys";

    /// <summary>What stores outside were given, a <see cref="Publishing.PublishedKey"/> each: partition the store's name, row the key.</summary>
    public const string PublishedKeys = "publishedkeys";

    /// <summary>Events on their way to webhooks: partition <see cref="Webhooks"/>, row <c>q</c>, rising time at which it is due, and id; or <c>x</c>, falling time at which it was given up, and id.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Agents, an <see cref="Functions.Agents.AgentRecord"/> each: partition <see cref="Agents"/>, row its id.</summary>
    public const string Agents = "agents";

    /// <summary>Instances whose agents' heartbeats are refused, an <see cref="Functions.Agents.AgentHold"/> each: partition <see cref="AgentHolds"/>, row the instance.</summary>
    public const string AgentHolds = "agentholds";

    /// <summary>Who probes which part of the fleet, a <see cref="Probing.Shards.ShardLease"/> each: partition <see cref="ShardsOf"/>, row the shard.</summary>
    public const string Shards = "shards";

    /// <summary>Beginning of a partition that is an instance's own.</summary>
    public const string InstancePrefix = "instance:";

    /// <summary>Partition of the keys of a cluster.</summary>
    public static string KeysOfCluster(string clusterId) => "cluster:" + clusterId;

    /// <summary>Partition of the leases of a fleet that is split into so many shards.</summary>
    public static string ShardsOf(int count) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"of-{count}");

    /// <summary>Partition of the audit of an instance.</summary>
    public static string InstanceAudit(InstanceKey key) => InstancePrefix + RowKey(key);

    /// <summary>Partition of an instance's tags.</summary>
    public static string InstanceTags(InstanceKey key) => InstancePrefix + RowKey(key);

    /// <summary>Partition of the instances that have a tag of this name.</summary>
    public static string TaggedInstances(string name) => "tag:" + name;

    /// <summary>Names of hosts: partition <see cref="HostNames"/>, row the host.</summary>
    public const string HostNames = "hostnames";

    /// <summary>Instances that were forgotten on request: partition <see cref="Forgotten"/>, row the instance.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>Row of an instance: engine and address.</summary>
    public static string RowKey(InstanceKey key) => $"{key.Engine}:{key}";

    /// <summary>Row key that sorts newest first.</summary>
    public static string Falling(DateTimeOffset at, string id) => $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}-{id}";

    /// <summary>Row key that sorts oldest first.</summary>
    public static string Rising(DateTimeOffset at, string id) => $"{at.UtcTicks:D19}-{id}";
}
