using Ham4Db.Runtime.DurableTask;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Repeats a task as its retry policy says; the pauses are durable timers.</summary>
internal static class RetryLoop
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException) when (MayRetry(policy, attempt, context.CurrentUtcDateTime - firstAttempt))
            {
                await context.CreateTimer(Pause(policy, attempt), CancellationToken.None);
            }
        }
    }

    private static bool MayRetry(RetryPolicy policy, int attempt, TimeSpan elapsed)
        => attempt < policy.MaxNumberOfAttempts && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || elapsed < policy.RetryTimeout);

    private static TimeSpan Pause(RetryPolicy policy, int attempt)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
