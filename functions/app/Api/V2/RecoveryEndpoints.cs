using System.Globalization;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about recoveries.</summary>
internal sealed class RecoveryEndpoints(RecoveryHistory history, FleetLookup lookup)
{
    private const int DefaultSize = 20;
    private const int MaxSize = 200;

    public async Task<JsonHttpResult<IReadOnlyList<RecoveryRecord>>> ListAsync(HttpContext context, string? cluster, string? page, string? size, CancellationToken cancellationToken)
    {
        var rows = Parse("size", size, DefaultSize, 1, MaxSize);
        var skipped = Parse("page", page, 0, 0, int.MaxValue / MaxSize);
        Func<RecoveryRecord, bool> isMeant = _ => true;
        if (!string.IsNullOrEmpty(cluster))
        {
            var found = await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken);
            isMeant = recovery => recovery.ClusterId == found.ClusterId;
        }

        return TypedResults.Json(await history.ListAsync(isMeant, skipped, rows, cancellationToken), V2Json.Options);
    }

    public async Task<JsonHttpResult<RecoveryDetail>> GetAsync(string uid, CancellationToken cancellationToken)
    {
        var recovery = await history.FindAsync(r => r.Uid == uid, cancellationToken)
            ?? throw OperationException.NotFound($"There is no recovery {uid}.");
        return TypedResults.Json(RecoveryDetail.Of(recovery, await history.StepsAsync(uid, cancellationToken)), V2Json.Options);
    }

    private static int Parse(string name, string? text, int standard, int min, int max)
    {
        if (string.IsNullOrEmpty(text)) return standard;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw OperationException.Invalid($"'{text}' is no {name}; use a number from {min} to {max}.");
    }
}
