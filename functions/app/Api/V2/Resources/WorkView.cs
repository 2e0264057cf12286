namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>What runs, what waits, and who probes.</summary>
/// <param name="Process">The process that answers.</param>
/// <param name="Running">Orchestrations that have begun and not ended.</param>
/// <param name="Pending">Orchestrations that were accepted and have not begun.</param>
/// <param name="IsCut">There are more than were counted.</param>
/// <param name="Orchestrations">The oldest of them; for callers who may see some clusters only, of those that work on one of these.</param>
/// <param name="IsHostTold">The host's own queues are among the queues. On Azure they are not: there the task scheduler or the storage account shows them.</param>
/// <param name="Queues">Queues and how much waits in them.</param>
/// <param name="Probers">Which process probes how much of what the caller may see. There is one, and with ProbeShards there may be several.</param>
internal sealed record WorkView(
    string Process,
    int Running,
    int Pending,
    bool IsCut,
    IReadOnlyList<OrchestrationView> Orchestrations,
    bool IsHostTold,
    IReadOnlyList<QueueView> Queues,
    IReadOnlyList<ProberView> Probers);
