using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Makes what a client sees of what is stored.</summary>
internal static class InstanceMetadata
{
    public static OrchestrationMetadata From(InstanceRow row, bool withPayloads) => new(row.Name, row.InstanceId)
    {
        RuntimeStatus = row.Status,
        CreatedAt = new(row.CreatedAt),
        LastUpdatedAt = new(row.UpdatedAt),
        SerializedInput = withPayloads ? row.Input : null,
        SerializedOutput = withPayloads ? row.Output : null,
        SerializedCustomStatus = withPayloads ? row.CustomStatus : null,
        FailureDetails = DurableJson.Deserialize<TaskFailureDetails>(row.Failure),
        IncludesPayloads = withPayloads,
    };
}
