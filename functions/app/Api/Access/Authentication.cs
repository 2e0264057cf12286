namespace Ham4Db.Functions.Api.Access;

/// <summary>What came of a request's credentials.</summary>
/// <param name="Identity">Who it is; null where the credentials are refused.</param>
/// <param name="Problem">Why they are refused, as a sentence.</param>
/// <param name="RetryAfter">When they may be tried again, where that is why.</param>
internal sealed record Authentication(CallerIdentity? Identity, string Problem = "", TimeSpan? RetryAfter = null)
{
    /// <summary>The request needs none.</summary>
    public static Authentication NotAsked { get; } = Refused("nobody was asked.");

    public static Authentication Refused(string problem) => new(null, problem);
}
