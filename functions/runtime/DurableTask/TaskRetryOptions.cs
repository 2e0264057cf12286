namespace Ham4Db.Runtime.DurableTask;

/// <summary>How a failed task is tried again.</summary>
/// <param name="policy">Attempts and pauses.</param>
public sealed class TaskRetryOptions(RetryPolicy policy)
{
    /// <summary>Attempts and pauses.</summary>
    public RetryPolicy? Policy { get; } = policy ?? throw new ArgumentNullException(nameof(policy));

    /// <summary>Options with the given policy.</summary>
    /// <param name="policy">Attempts and pauses.</param>
    public static implicit operator TaskRetryOptions(RetryPolicy policy) => new(policy);

    /// <summary>Options with the given policy.</summary>
    /// <param name="policy">Attempts and pauses.</param>
    /// <returns>The options.</returns>
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);
}
