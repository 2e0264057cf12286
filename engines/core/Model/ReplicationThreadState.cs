namespace Ham4Db.Core.Model;

/// <summary>State of one replication thread. The numbers are those that orchestrator's clients know.</summary>
public enum ReplicationThreadState
{
    /// <summary>The instance does not replicate.</summary>
    NoThread = -1,

    /// <summary>Stopped.</summary>
    Stopped = 0,

    /// <summary>Running and, for the receiver, connected.</summary>
    Running = 1,

    /// <summary>Neither: the receiver is connecting.</summary>
    Other = 2,
}
