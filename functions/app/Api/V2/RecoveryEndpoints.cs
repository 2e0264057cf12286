using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about recoveries.</summary>
internal sealed class RecoveryEndpoints(RecoveryHistory history, FleetLookup lookup)
{
    public async Task<JsonHttpResult<IReadOnlyList<RecoveryRecord>>> ListAsync(HttpContext context, string? cluster, string? page, string? size, CancellationToken cancellationToken)
    {
        var paging = Paging.Parse(page, size);
        Func<RecoveryRecord, bool> isMeant = _ => true;
        if (!string.IsNullOrEmpty(cluster))
        {
            var found = await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken);
            isMeant = recovery => recovery.ClusterId == found.ClusterId;
        }

        return TypedResults.Json(await history.ListAsync(isMeant, paging.Page, paging.Size, cancellationToken), V2Json.Options);
    }

    public async Task<JsonHttpResult<RecoveryDetail>> GetAsync(string uid, CancellationToken cancellationToken)
    {
        var recovery = await history.FindAsync(r => r.Uid == uid, cancellationToken)
            ?? throw OperationException.NotFound($"There is no recovery {uid}.");
        return TypedResults.Json(RecoveryDetail.Of(recovery, await history.StepsAsync(uid, cancellationToken)), V2Json.Options);
    }
}
