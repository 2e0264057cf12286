namespace Ham4Db.Functions.Api.V2.Events;

/// <summary>Names of events, with what they mean.</summary>
internal static class EventTypes
{
    public const string Ready = "ready";
    public const string Reset = "reset";
    public const string Topology = "topology";
    public const string Instances = "instances";
    public const string Cluster = "cluster";
    public const string Decisions = "decisions";
    public const string Recovery = "recovery";
    public const string Operation = "operation";
    public const string Step = "step";
    public const string Detection = "detection";
    public const string Settings = "settings";
    public const string Audit = "audit";
    public const string Tag = "tag";
    public const string Pool = "pool";
    public const string Key = "key";

    /// <summary>All of them, for the documentation.</summary>
    public static IReadOnlyList<(string Type, string Meaning)> All { get; } =
    [
        (Ready, "The stream has begun; its id is the position from which on changes are told."),
        (Reset, "Changes are missing: more happened since the given Last-Event-ID than is kept. Read everything anew."),
        (Topology, "Instances of a cluster came, went, or changed what they are: role, source, state of replication."),
        (Instances, "What is known of instances of a cluster changed, such as positions and lag."),
        (Cluster, "A cluster as a whole changed: primary, alias, findings; or it was forgotten."),
        (Decisions, "What is decided about a cluster changed: downtimes, maintenance, recoveries and operations that run, blocks, switches, alias."),
        (Recovery, "A recovery was opened, closed or acknowledged."),
        (Operation, "An operation was accepted, refused, opened, cancelled or closed."),
        (Step, "A step of a recovery or an operation began or ended."),
        (Detection, "A finding was registered."),
        (Settings, "What is set for all clusters changed."),
        (Audit, "Somebody changed something."),
        (Tag, "A tag was put on an instance or taken off."),
        (Pool, "A pool was submitted or ended."),
        (Key, "A key under which a primary is found was written or removed."),
    ];
}
