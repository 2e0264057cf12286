using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Versions;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Resources about what people decide of instances: downtimes, maintenance, promotion rules.</summary>
internal sealed class DecisionEndpoints(Decisions decisions, Maintenance maintenance, FleetReader reader, FleetLookup lookup, TimeProvider time)
{
    private const string DefaultDuration = "10m";
    private const string Registrable = "prefer, neutral, prefer_not, must_not";

    public async Task<JsonHttpResult<IReadOnlyList<DowntimeView>>> DowntimesAsync(string? cluster, HttpContext context, CancellationToken cancellationToken)
    {
        var views = await V2Scope.ViewsAsync(reader, lookup, cluster, context, cancellationToken);
        return Listing.Of<DowntimeView>(
            context, [.. views.SelectMany(view => view.Topology.Members.Values.Where(m => m.Downtime is not null).Select(m => DowntimeView.Of(m.Key, m.Downtime!, view.Now)))]);
    }

    public async Task<IResult> DowntimeAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await FindAsync(instance, context, cancellationToken);
        var downtime = found.Member.Downtime ?? throw OperationException.NotFound($"{found.Key} has no downtime.");
        return VersionTag.Answer(context, VersionTag.Of(downtime), DowntimeView.Of(found.Key, downtime, found.Cluster.Now));
    }

    public async Task<IResult> BeginDowntimeAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<DowntimeBody>(context.Request, "{\"reason\":\"new disk\",\"duration\":\"30m\"}", none: null, cancellationToken);
        var (reason, duration) = (Required.Text("reason", body.Reason), Durations.Parse(body.Duration ?? DefaultDuration));
        var owner = Required.Text("owner", body.Owner ?? context.Caller().Actor);
        var found = await FindAsync(instance, context, cancellationToken);
        var isConditional = EnsureDowntime(context.Request, found);
        var begun = await decisions.BeginDowntimeAsync(found, owner, reason, duration, isConditional, context.Caller(), cancellationToken);
        context.Response.Headers.ETag = VersionTag.Of(begun);
        return TypedResults.Json(DowntimeView.Of(found.Key, begun, time.GetUtcNow()), V2Json.Options);
    }

    public async Task<IResult> EndDowntimeAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await FindAsync(instance, context, cancellationToken);
        var isConditional = EnsureDowntime(context.Request, found);
        return await decisions.EndDowntimeAsync(found, isConditional, context.Caller(), cancellationToken)
            ? TypedResults.NoContent()
            : throw OperationException.NotFound($"{found.Key} has no downtime.");
    }

    public async Task<JsonHttpResult<IReadOnlyList<MaintenanceRecord>>> MaintenanceAsync(string? cluster, HttpContext context, CancellationToken cancellationToken)
    {
        var all = await maintenance.ListAsync(EngineSegment.Of(context), cancellationToken);
        if (string.IsNullOrEmpty(cluster)) return Listing.Of(context, all);
        var found = await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken);
        return Listing.Of<MaintenanceRecord>(context, [.. all.Where(m => m.ClusterId == found.ClusterId)]);
    }

    public async Task<IResult> BeginMaintenanceAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<MaintenanceBody>(context.Request, "{\"reason\":\"new disk\"}", none: null, cancellationToken);
        var (reason, owner) = (Required.Text("reason", body.Reason), Required.Text("owner", body.Owner ?? context.Caller().Actor));
        var found = await FindAsync(instance, context, cancellationToken);
        return TypedResults.Json(await maintenance.BeginAsync(found, owner, reason, context.Caller(), cancellationToken), V2Json.Options, statusCode: StatusCodes.Status201Created);
    }

    public async Task<IResult> EndMaintenanceAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await FindAsync(instance, context, cancellationToken);
        return await maintenance.EndAsync(found, context.Caller(), cancellationToken)
            ? TypedResults.NoContent()
            : throw OperationException.NotFound($"{found.Key} is not under maintenance.");
    }

    public async Task<JsonHttpResult<IReadOnlyList<CandidateView>>> CandidatesAsync(string? cluster, HttpContext context, CancellationToken cancellationToken)
    {
        var views = await V2Scope.ViewsAsync(reader, lookup, cluster, context, cancellationToken);
        return Listing.Of<CandidateView>(context, [.. views.SelectMany(Candidates)]);
    }

    public async Task<IResult> RegisterCandidateAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<CandidateBody>(context.Request, "{\"rule\":\"prefer\"}", none: null, cancellationToken);
        if (Legacy.Json.PromotionRules.TryParse(body.Rule ?? "") is not { } rule || rule == PromotionRule.Must)
            throw OperationException.Invalid($"'{body.Rule}' is no promotion rule that can be registered; allowed: {Registrable}.");
        var found = await FindAsync(instance, context, cancellationToken);
        await decisions.RegisterRuleAsync(found, rule, context.Caller(), cancellationToken);
        var again = await lookup.ReadInstanceAsync(found.Key, cancellationToken);
        return TypedResults.Json(Candidates(again.Cluster).First(candidate => candidate.Instance == found.Key), V2Json.Options);
    }

    private static IEnumerable<CandidateView> Candidates(ClusterView view) => view.Topology.Members.Keys
        .Select(key => (Key: key, Rule: view.State.PromotionRules.GetValueOrDefault(FleetTables.RowKey(key))))
        .Where(candidate => candidate.Rule is { } rule && rule.ExpiresAt > view.Now)
        .Select(candidate => new CandidateView(candidate.Key, view.Record.ClusterId, candidate.Rule!.Rule, candidate.Rule.RegisteredAt, candidate.Rule.ExpiresAt));

    /// <returns>Whether the caller means only the downtime that they saw.</returns>
    private static bool EnsureDowntime(HttpRequest request, KnownInstance instance)
    {
        VersionTag.Ensure(request, instance.Member.Downtime is { } downtime ? VersionTag.Of(downtime) : null);
        return request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0;
    }

    private Task<KnownInstance> FindAsync(string address, HttpContext context, CancellationToken cancellationToken) => V2Scope.InstanceAsync(lookup, address, context, cancellationToken);
}
