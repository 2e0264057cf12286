namespace Ham4Db.Runtime.DurableTask;

/// <summary>How often and after which pauses a failed activity or sub-orchestration is tried again.</summary>
public class RetryPolicy
{
    /// <summary>Makes a policy; the pauses are durable timers.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first one included; at least 1.</param>
    /// <param name="firstRetryInterval">Pause before the second attempt; greater than zero.</param>
    /// <param name="backoffCoefficient">Factor from one pause to the next; at least 1.</param>
    /// <param name="maxRetryInterval">Longest pause; one hour when null.</param>
    /// <param name="retryTimeout">Time since the first attempt after which no further one starts; without limit when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range given here.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Attempts in all, the first one included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Pause before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Factor from one pause to the next.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Longest pause.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>Time since the first attempt after which no further one starts; <see cref="Timeout.InfiniteTimeSpan"/> means without limit.</summary>
    public TimeSpan RetryTimeout { get; }

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan first, string name)
    {
        if (value is { } given && given != Timeout.InfiniteTimeSpan && given < first)
            throw new ArgumentOutOfRangeException(name, given, "Must not be shorter than the first retry interval.");
    }
}
