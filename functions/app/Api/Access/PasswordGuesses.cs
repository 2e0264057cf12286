using System.Threading.RateLimiting;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Bounds how often wrong passwords of a user may be tried from an address: thirty at once, then one each two seconds. While none is left, the right one is refused too.</summary>
internal sealed class PasswordGuesses
{
    private const int AtOnce = 30;

    /// <summary>Time after which one more may be tried.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<string> _guesses = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(
        key, _ => new TokenBucketRateLimiterOptions { TokenLimit = AtOnce, TokensPerPeriod = 1, ReplenishmentPeriod = Pause, QueueLimit = 0 }));

    /// <summary>Whether none is left.</summary>
    public bool AreSpent(string key) => _guesses.GetStatistics(key) is { CurrentAvailablePermits: 0 };

    /// <summary>Counts a wrong one.</summary>
    public void Count(string key)
    {
        using var lease = _guesses.AttemptAcquire(key);
    }
}
