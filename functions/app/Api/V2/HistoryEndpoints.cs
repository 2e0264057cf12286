using System.Globalization;
using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about what clusters looked like.</summary>
internal sealed class HistoryEndpoints(TopologyHistory history)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;

    public async Task<Results<JsonHttpResult<HistoryView>, JsonHttpResult<PastTopologyView>>> GetAsync(
        string id, string? at, string? until, string? size, HttpContext context, CancellationToken cancellationToken)
    {
        var head = await history.FindAsync(id, EngineSegment.Of(context), cancellationToken);
        if (!string.IsNullOrEmpty(at))
        {
            var asked = ParseTime(at);
            return TypedResults.Json(PastTopologyView.Of(head, asked, await history.AtAsync(head, asked, cancellationToken)), V2Json.Options);
        }

        var rows = Numbers.Parse("size", size, DefaultSize, 1, MaxSize);
        var last = string.IsNullOrEmpty(until) ? DateTimeOffset.MaxValue : ParseTime(until);
        return TypedResults.Json(HistoryView.Of(head, await history.ChangesAsync(head.ClusterId, last, rows, cancellationToken)), V2Json.Options);
    }

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw OperationException.Invalid($"'{text}' is no time; use one such as 2026-11-25T03:15:00Z.");
}
