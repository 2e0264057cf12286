using System.Text.Json;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Reading;
using Ham4Db.Functions.Api.Topology;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about clusters and instances.</summary>
internal sealed class ClusterEndpoints(FleetModel model, FleetReader reader, FleetLookup lookup, FleetStore store, Ham4DbOptions options)
{
    private const string Choose = "auto";

    public async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken) =>
        await AllAsync<ClusterSummary>(context, "v2-clusters", view => [ClusterSummary.Of(view)], cancellationToken)
        ?? Listing.Of<ClusterSummary>(context, [.. (await V2Scope.ViewsAsync(reader, lookup, cluster: null, context, cancellationToken)).Select(ClusterSummary.Of)]);

    public async Task<IResult> GetAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await FindAsync(id, context, cancellationToken);
        if (await model.ReadAsync(cancellationToken) is { } moment && moment.Find(view.Record.ClusterId) is { } cluster)
        {
            var global = moment.Image.Switch;
            return Answer(cluster.Body($"v2-cluster-{global.AreRecoveriesDisabled}", v => Json(ClusterDetail.Of(v, global))), moment.VersionOf(cluster));
        }

        return TypedResults.Json(ClusterDetail.Of(view, await store.GetGlobalSwitchAsync(cancellationToken)), V2Json.Options);
    }

    public async Task<IResult> InstancesAsync(string? cluster, string? role, string? problem, HttpContext context, CancellationToken cancellationToken)
    {
        if (await AllAsync<InstanceView>(context, "v2-instances", view => [.. view.Instances.Select(InstanceView.Of)], cancellationToken) is { } all) return all;
        InstanceRole? wanted = string.IsNullOrEmpty(role) ? null
            : Enum.TryParse<InstanceRole>(role, ignoreCase: true, out var parsed) && !char.IsAsciiDigit(role[0]) && role[0] != '-' ? parsed
            : throw OperationException.Invalid($"'{role}' is no role; use one of {string.Join(", ", Enum.GetNames<InstanceRole>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
        var views = await V2Scope.ViewsAsync(reader, lookup, cluster, context, cancellationToken);
        var instances = views.SelectMany(view => view.Instances).Where(i => Matches(problem, i)).Select(InstanceView.Of).Where(i => wanted is null || i.Role == wanted);
        return Listing.Of<InstanceView>(context, [.. instances]);
    }

    public async Task<IResult> InstanceAsync(string instance, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(InstanceView.Of(await V2Scope.InstanceAsync(lookup, instance, context, cancellationToken)), V2Json.Options);

    public async Task<IResult> AnalysisAsync(string? cluster, string? code, string? all, HttpContext context, CancellationToken cancellationToken)
    {
        if (await AllAsync<FindingView>(context, "v2-analysis", view => [.. FindingView.Of(view).Where(IsWrong)], cancellationToken) is { } whole) return whole;
        var views = await V2Scope.ViewsAsync(reader, lookup, cluster, context, cancellationToken);
        var shows = string.Equals(all, "true", StringComparison.OrdinalIgnoreCase);
        var findings = views.SelectMany(FindingView.Of).Where(f => shows || IsWrong(f));
        if (!string.IsNullOrEmpty(code)) findings = findings.Where(f => string.Equals(f.Finding.Code.ToString(), code, StringComparison.OrdinalIgnoreCase));
        return Listing.Of<FindingView>(context, [.. findings]);
    }

    public async Task<IResult> TopologyAsync(string id, string? format, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await FindAsync(id, context, cancellationToken);
        if (format is null or "" or "json" && await model.ReadAsync(cancellationToken) is { } moment && moment.Find(view.Record.ClusterId) is { } cluster)
            return Answer(cluster.Body("v2-topology", v => Json(TopologyView.Of(v))), moment.VersionOf(cluster));
        return format switch
        {
            null or "" or "json" => TypedResults.Json(TopologyView.Of(view), V2Json.Options),
            "text" => TypedResults.Text(TopologyText.Render(view, tabulated: false) + "\n"),
            _ => throw OperationException.Invalid($"'{format}' is no format; use json or text."),
        };
    }

    public async Task<JsonHttpResult<RecoveryPlan>> PlanAsync(string id, string? failed, string? takeover, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(failed) == string.IsNullOrEmpty(takeover))
            throw OperationException.Invalid("Give one of: failed=host:port (what if that primary were dead), takeover=host:port or takeover=auto (what a planned takeover would do).");
        var view = await FindAsync(id, context, cancellationToken);
        var plan = failed is { Length: > 0 }
            ? WhatIf.Fails(view, Parse(failed, view))
            : WhatIf.TakesOver(view, takeover == Choose ? null : Parse(takeover!, view));
        return TypedResults.Json(plan, V2Json.Options);
    }

    private static bool IsWrong(FindingView view) => view.Finding is { Code: not AnalysisCode.NoProblem } or { Warnings.Count: > 0 };

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, V2Json.Options);

    private static BodyAnswer Answer(byte[] body, string tag) => new(body, "application/json; charset=utf-8", tag);

    // What most ask for, all of it as it is, is made once for all who ask and may see all.
    private async Task<IResult?> AllAsync<T>(HttpContext context, string kind, Func<ClusterView, IReadOnlyList<T>> part, CancellationToken cancellationToken)
    {
        if (context.Request.Query.Count > 0 || !context.SeesAll() || await model.ReadAsync(cancellationToken) is not { } moment) return null;
        var (engine, count) = (EngineSegment.Of(context), 0);
        var body = moment.Body(kind, engine, clusters => JsonBodies.Join("["u8, [.. clusters.Select(c => c.Body(kind, v => JsonBodies.Elements(part(v), V2Json.Options)))], "]"u8));
        foreach (var cluster in moment.Clusters(engine)) count += kind == "v2-clusters" ? 1 : cluster.View.Topology.Members.Count;
        if (kind != "v2-analysis") context.Response.Headers[Listing.Total] = count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Answer(body, moment.Version);
    }

    // A problem by its name; true for any.
    private static bool Matches(string? problem, KnownInstance instance) =>
        string.IsNullOrEmpty(problem) || (problem == "true" ? instance.Problems.Count > 0 : instance.Problems.Contains(problem, StringComparer.OrdinalIgnoreCase));

    private async Task<ClusterView> FindAsync(string id, HttpContext context, CancellationToken cancellationToken) => await reader.ReadAsync(
        await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken), cancellationToken);

    private InstanceKey Parse(string text, ClusterView view)
    {
        var engine = view.Topology.Members.Keys.Select(key => key.Engine).FirstOrDefault();
        return InstanceKey.TryParse(text, engine, options.DefaultInstancePort, out var key)
            ? key
            : throw OperationException.Invalid($"'{text}' is not an address; use host:port.");
    }
}
