using System.Net;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ham4Db.Functions.Api;

/// <summary>Says who makes a request.</summary>
internal static class CallerExtensions
{
    /// <summary>Header in which the command line on this machine gives its user's name. It names, it does not authenticate: from elsewhere, and where callers must say who they are, it is ignored.</summary>
    public const string ActorHeader = "X-Ham4Db-Actor";

    private const string Unnamed = "api";
    private const int MaxLength = 64;

    public static Caller Caller(this HttpContext context) => new(
        context.Features.Get<Authentication>()?.Identity is { IsAuthenticated: true } identity ? identity.Name : Claimed(context),
        context.Features.GetRequiredFeature<DurableTaskClient>());

    private static string Claimed(HttpContext context) =>
        IsLocal(context) && context.Request.Headers[ActorHeader].ToString() is { Length: > 0 and <= MaxLength } name && name.All(IsPlain) ? name : Unnamed;

    // Behind a proxy, which the Functions host is too, every connection comes from this machine.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@' or '+' or '\\';
}
