using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about recoveries.</summary>
internal sealed class RecoveryEndpoints(RecoveryHistory history, DetectionHistory detections, Decisions decisions, FleetLookup lookup, FleetReader reader)
{
    private const string Example = "{\"comment\":\"seen, disk replaced\"}";

    public async Task<JsonHttpResult<IReadOnlyList<RecoveryRecord>>> ListAsync(string? cluster, string? unacknowledged, HttpContext context, CancellationToken cancellationToken)
    {
        var id = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken)).ClusterId;
        var isOpen = string.Equals(unacknowledged, "true", StringComparison.OrdinalIgnoreCase);
        var seen = id is null ? await V2Scope.SeenAsync(reader, context, cancellationToken) : null;
        var rows = history.ReadAsync(cancellationToken).Where(r => (id is null || r.ClusterId == id) && seen?.Contains(r.ClusterId) != false && (!isOpen || r is { Acknowledgement: null, EndedAt: not null }));
        return await Listing.OfAsync(context, rows, recovery => recovery, cancellationToken);
    }

    /// <summary>Findings that were registered.</summary>
    public async Task<JsonHttpResult<IReadOnlyList<DetectionView>>> DetectionsAsync(string? cluster, HttpContext context, CancellationToken cancellationToken)
    {
        var id = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken)).ClusterId;
        List<DetectionRecord> page = [];
        // The answer has the headers of the page, and the page itself once the recoveries are found.
        _ = await Listing.OfAsync(context, detections.ReadAsync(cancellationToken).Where(d => id is null || d.ClusterId == id), Keep, cancellationToken);
        return TypedResults.Json<IReadOnlyList<DetectionView>>([.. (await detections.RelateAsync(page, cancellationToken)).Select(DetectionView.Of)], V2Json.Options);

        DetectionRecord Keep(DetectionRecord record)
        {
            page.Add(record);
            return record;
        }
    }

    /// <summary>What the analysis began to say of instances.</summary>
    public async Task<JsonHttpResult<IReadOnlyList<AnalysisChangeView>>> ChangesAsync(string? cluster, HttpContext context, CancellationToken cancellationToken)
    {
        var engine = EngineSegment.Of(context);
        var id = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, engine, cancellationToken)).ClusterId;
        var rows = detections.ReadChangesAsync(cancellationToken).Where(c => (id is null || c.ClusterId == id) && (engine is null || c.Instance.Engine == engine));
        return await Listing.OfAsync(context, rows, AnalysisChangeView.Of, cancellationToken);
    }

    /// <summary>What was changed, and by whom.</summary>
    public async Task<JsonHttpResult<IReadOnlyList<AuditRecord>>> AuditAsync(
        string? instance, string? cluster, string? type, string? actor, HttpContext context, CancellationToken cancellationToken)
    {
        var id = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken)).ClusterId;
        var key = string.IsNullOrEmpty(instance) ? (InstanceKey?)null : await lookup.FigureAsync(instance, EngineSegment.Of(context), cancellationToken);
        var rows = history.ReadAuditAsync(key, cancellationToken)
            .Where(a => (id is null || a.ClusterId == id) && (string.IsNullOrEmpty(type) || a.Type == type) && (string.IsNullOrEmpty(actor) || a.Actor == actor));
        return await Listing.OfAsync(context, rows, row => row, cancellationToken);
    }

    public async Task<IResult> AcknowledgeAsync(string uid, HttpContext context, CancellationToken cancellationToken)
    {
        var comment = await CommentAsync(context, cancellationToken);
        if (await history.FindAsync(r => r.Uid == uid, cancellationToken) is null) throw OperationException.NotFound($"There is no recovery {uid}.");
        return await AcknowledgeAsync(r => r.Uid == uid, comment, context, cancellationToken);
    }

    public async Task<IResult> AcknowledgeClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var comment = await CommentAsync(context, cancellationToken);
        var cluster = await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken);
        return await AcknowledgeAsync(r => r.ClusterId == cluster.ClusterId, comment, context, cancellationToken);
    }

    public async Task<IResult> AcknowledgeAllAsync(HttpContext context, CancellationToken cancellationToken) =>
        await AcknowledgeAsync(_ => true, await CommentAsync(context, cancellationToken), context, cancellationToken);

    public async Task<JsonHttpResult<RecoveryDetail>> GetAsync(string uid, CancellationToken cancellationToken)
    {
        var recovery = await history.FindAsync(r => r.Uid == uid, cancellationToken)
            ?? throw OperationException.NotFound($"There is no recovery {uid}.");
        return TypedResults.Json(RecoveryDetail.Of(recovery, await history.StepsAsync(uid, cancellationToken)), V2Json.Options);
    }

    private static async Task<string> CommentAsync(HttpContext context, CancellationToken cancellationToken) =>
        Required.Text("comment", (await V2Body.ReadAsync<CommentBody>(context.Request, Example, none: null, cancellationToken)).Comment);

    private async Task<IResult> AcknowledgeAsync(Func<RecoveryRecord, bool> isMeant, string comment, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(new AcknowledgedView(await decisions.AcknowledgeAsync(isMeant, comment, context.Caller(), cancellationToken)), V2Json.Options);
}
