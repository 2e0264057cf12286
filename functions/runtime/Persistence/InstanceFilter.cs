using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Runtime.Persistence;

/// <summary>Which orchestrations a query or purge concerns.</summary>
internal sealed record InstanceFilter(DateTimeOffset? CreatedFrom, DateTimeOffset? CreatedTo, string Prefix, IReadOnlyCollection<OrchestrationRuntimeStatus> Statuses)
{
    public static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>The states as numbers between commas, for a search in SQL.</summary>
    public string StatusList => $",{string.Join(',', Statuses.Select(s => (int)s))},";
}
