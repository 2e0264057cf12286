using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// An orchestration's calls of a cluster's entity. An operation fails only while the store cannot be reached, so it is called until it is done:
/// a recovery that could not be closed would block all that follow.
/// </summary>
public sealed class ClusterCalls(TaskOrchestrationContext context, string clusterId)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly EntityInstanceId _entity = new(nameof(ClusterEntity), clusterId);

    /// <summary>Calls an operation that has no result.</summary>
    public Task CallAsync(string operation, object input) => RepeatAsync(async () =>
    {
        await context.Entities.CallEntityAsync(_entity, operation, input);
        return true;
    });

    /// <summary>Calls an operation.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    public Task<T> CallAsync<T>(string operation, object input) =>
        RepeatAsync(() => context.Entities.CallEntityAsync<T>(_entity, operation, input));

    private async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await call();
            }
            catch (EntityOperationFailedException)
            {
                await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
            }
        }
    }
}
