using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Answers with lists: the page that is asked for, how many rows there are, and where the next page is.</summary>
internal static class Listing
{
    /// <summary>Header with the number of rows of all pages; with a plus sign where there are more than were counted.</summary>
    public const string Total = "X-Total-Count";

    /// <summary>As many rows are counted.</summary>
    public const int MaxCount = 10_000;

    /// <summary>A page of what is at hand; all of it where no page is asked for.</summary>
    public static JsonHttpResult<IReadOnlyList<T>> Of<T>(HttpContext context, IReadOnlyList<T> all)
    {
        var query = context.Request.Query;
        if (!query.ContainsKey("page") && !query.ContainsKey("size"))
        {
            context.Response.Headers[Total] = Text(all.Count);
            return TypedResults.Json(all, V2Json.Options);
        }

        var paging = Paging.Parse(query["page"], query["size"]);
        Describe(context, paging, Text(all.Count), hasMore: all.Count > (paging.Page + 1L) * paging.Size);
        return TypedResults.Json<IReadOnlyList<T>>([.. all.Skip(paging.Page * paging.Size).Take(paging.Size)], V2Json.Options);
    }

    /// <summary>A page of what is read row by row.</summary>
    public static async Task<JsonHttpResult<IReadOnlyList<TView>>> OfAsync<T, TView>(HttpContext context, IAsyncEnumerable<T> rows, Func<T, TView> map, CancellationToken cancellationToken)
    {
        var paging = Paging.Parse(context.Request.Query["page"], context.Request.Query["size"]);
        var (count, first) = (0L, (long)paging.Page * paging.Size);
        var page = new List<TView>();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (count >= first && page.Count < paging.Size) page.Add(map(row));
            if (++count >= Math.Max(MaxCount, first + paging.Size + 1)) break;
        }

        Describe(context, paging, count >= MaxCount ? Text(MaxCount) + "+" : Text(count), hasMore: count > first + paging.Size);
        return TypedResults.Json<IReadOnlyList<TView>>(page, V2Json.Options);
    }

    private static void Describe(HttpContext context, Paging paging, string total, bool hasMore)
    {
        context.Response.Headers[Total] = total;
        if (!hasMore) return;
        var others = context.Request.Query.Where(q => q.Key is not ("page" or "size")).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));
        var query = new QueryBuilder([.. others, new("page", Text(paging.Page + 1)), new("size", Text(paging.Size))]);
        context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{query}>; rel=\"next\"";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
