using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>A step with a typed result. Continuations run inside the completing call, which is the orchestrator's thread.</summary>
internal sealed class PendingStep<T>(Func<TaskFailureDetails, Exception> toException, Action? onClosed = null) : IPendingStep
{
    private readonly TaskCompletionSource<T> source = new();

    public Task<T> Task => source.Task;

    public void Succeed(string? result)
    {
        onClosed?.Invoke();
        try
        {
            source.TrySetResult(DurableJson.Deserialize<T>(result)!);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException)
        {
            source.TrySetException(e);
        }
    }

    public void Fail(TaskFailureDetails failure)
    {
        onClosed?.Invoke();
        source.TrySetException(toException(failure));
    }

    public void Cancel(CancellationToken token) => source.TrySetCanceled(token);
}
