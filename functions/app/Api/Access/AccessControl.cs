using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Finds out who makes a request, and lets it through only if they may.</summary>
internal sealed class AccessControl(Authenticators authenticators, ClusterLimits limits, Ham4DbOptions options)
{
    /// <summary>Finds out who it is; refuses nothing yet.</summary>
    public async Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        // What is open must be answered whatever credentials come with it.
        var isOpen = context.GetEndpoint() is RouteEndpoint endpoint && NeedOf(endpoint) is { Role: AccessRole.None };
        context.Features.Set(isOpen ? Authentication.NotAsked : await authenticators.AuthenticateAsync(context));
        await next(context);
    }

    /// <summary>Refuses what they may not.</summary>
    public async Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        var outcome = context.Features.GetRequiredFeature<Authentication>();
        var endpoint = context.GetEndpoint();
        // A path without an endpoint, and a method that an endpoint does not have, are told to everybody who is known.
        var need = endpoint is RouteEndpoint route ? NeedOf(route) : new(AccessRole.Known, Changes: false);
        if (need?.Role == AccessRole.None) await next(context);
        else if (options.UseMutualTLS && context.Connection.ClientCertificate is null) await AccessAnswer.ForbiddenAsync(context, "this needs a client certificate, and none was shown.");
        else if (outcome.RetryAfter is { } pause) await AccessAnswer.TooManyAsync(context, pause, outcome.Problem);
        else if (outcome.Identity is not { } caller) await AccessAnswer.UnauthorizedAsync(context, authenticators.Challenges, outcome.Problem);
        else if (need is null) await AccessAnswer.ForbiddenAsync(context, "no role is stated for this, so that nobody may do it.");
        else if (await ExplainAsync(caller, need.Role, context) is { } reason) await AccessAnswer.ForbiddenAsync(context, reason);
        else await next(context);
    }

    private AccessNeed? NeedOf(RouteEndpoint endpoint) =>
        options.AnonymousLoadBalancerChecks && endpoint.Metadata.GetMetadata<LoadBalancerCheck>() is not null ? new(AccessRole.None, Changes: false) : AccessTable.Of(endpoint);

    private async Task<string?> ExplainAsync(CallerIdentity caller, AccessRole role, HttpContext context)
    {
        if (role == AccessRole.Known || (role == AccessRole.Agent ? caller.MayReport : caller.RoleEverywhere >= role)) return null;
        var (has, needs) = (Word(caller.HighestRole), Word(role));
        if (caller.HighestRole < role || role == AccessRole.Agent) return $"this needs the role {needs}, and {caller.Name} has {(caller.HighestRole == AccessRole.None ? "none" : has)}.";
        return context.GetEndpoint() is RouteEndpoint endpoint && (ShowsOwn(endpoint, context) || await limits.AllowAsync(caller, role, endpoint, context))
            ? null
            : $"this needs the role {needs} on every cluster that it is about, and {caller.Name} has it on some clusters only, of which the path names none or others too.";
    }

    // One that is asked about one cluster is allowed or refused like everything that names a cluster.
    private static bool ShowsOwn(RouteEndpoint endpoint, HttpContext context) => endpoint.Metadata.GetMetadata<OwnClustersMark>() is not null
        && (endpoint.Metadata.GetMetadata<ClusterFilterMark>() is null || string.IsNullOrEmpty(context.Request.Query[ClusterFilterMark.Name]));

    private static string Word(AccessRole role) => role.ToString().ToLowerInvariant();
}
