using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>An orchestration that has something to do or is kept in memory for its next event.</summary>
internal sealed class OrchestrationActor(string instanceId)
{
    public string InstanceId { get; } = instanceId;

    /// <summary>What has come and not been taken; guarded by the dispatcher's lock.</summary>
    public List<OrchestrationMessage> Mailbox { get; set; } = [];

    /// <summary>Whether a worker has this orchestration or will get it; guarded by the dispatcher's lock.</summary>
    public bool Scheduled { get; set; }

    /// <summary>What came before the start; it stays in the inbox until then.</summary>
    public List<OrchestrationMessage> BeforeStart { get; } = [];

    public InstanceRow? Instance { get; set; }

    public OrchestrationRun? Run { get; set; }

    public void Forget() => (Instance, Run) = (null, null);
}
