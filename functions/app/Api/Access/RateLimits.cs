using System.Net;
using System.Threading.RateLimiting;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Access;

/// <summary>How often one caller may ask: by name where they said who they are, by address otherwise.</summary>
internal static class RateLimits
{
    private const int Burst = 5;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Sets the framework's limiter up.</summary>
    public static void Configure(RateLimiterOptions limiter, Ham4DbOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string Caller, bool Changes)>(context =>
        {
            var need = context.GetEndpoint() is RouteEndpoint endpoint ? AccessTable.Of(endpoint) : null;
            // Thousands of agents may have one token, and what they report is seldom new.
            var isReport = need is { Role: AccessRole.Agent };
            var changes = need is { Changes: true } && !isReport;
            var perSecond = changes ? options.HTTPMaxChangesPerSecond : options.HTTPMaxReadsPerSecond;
            var caller = CallerOf(context);
            if (isReport && caller is not null) caller += $" at {context.Connection.RemoteIpAddress}";
            return perSecond == 0 || caller is null
                ? RateLimitPartition.GetNoLimiter(("", changes))
                : RateLimitPartition.GetTokenBucketLimiter((caller, changes), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perSecond * Burst,
                    TokensPerPeriod = perSecond,
                    ReplenishmentPeriod = Second,
                    QueueLimit = 0,
                });
        });
        limiter.OnRejected = (rejected, _) => new ValueTask(AccessAnswer.TooManyAsync(
            rejected.HttpContext,
            rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : Second,
            $"one caller may make {options.HTTPMaxReadsPerSecond} requests a second that read and {options.HTTPMaxChangesPerSecond} that change something, and {Burst} times as many at once."));
    }

    // Null: not limited. A user of this machine who is not asked for a name can do worse than to ask often.
    private static string? CallerOf(HttpContext context)
    {
        var identity = context.Features.GetRequiredFeature<Authentication>().Identity;
        if (identity is { IsAuthenticated: true }) return "name " + identity.Name;
        var address = context.Connection.RemoteIpAddress;
        var isTrusted = identity is not null && address is not null && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");
        return isTrusted ? null : "address " + address;
    }
}
