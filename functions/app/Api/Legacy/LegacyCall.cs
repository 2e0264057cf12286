using System.Globalization;
using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>One call of the older interfaces: what its path and query say.</summary>
internal sealed class LegacyCall(HttpContext http)
{
    /// <summary>The request.</summary>
    public HttpContext Http => http;

    /// <summary>Ends when nobody waits for the answer.</summary>
    public CancellationToken Cancellation => http.RequestAborted;

    /// <summary>The engine that the path names; null for any.</summary>
    public DatabaseEngine? Engine => EngineSegment.Of(http);

    /// <summary>Who calls.</summary>
    public Caller Caller => http.Caller();

    /// <summary>A value of the path; empty when the path's form does not have it.</summary>
    // Servers leave an encoded slash in a segment as it came, and orchestrator's client script encodes the end of the line with what is on it.
    public string this[string name] => (http.Request.RouteValues[name] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim();

    /// <summary>Whether the path's form has the value.</summary>
    public bool Has(string name) => this[name].Length > 0;

    /// <summary>A value of the query; empty when it is not there.</summary>
    public string Query(string name) => http.Request.Query[name].ToString().Trim();

    /// <summary>The page that the path asks for, from 0.</summary>
    /// <exception cref="OperationException">It is no number.</exception>
    public int Page
    {
        get
        {
            if (!Has("page")) return 0;
            return int.TryParse(this["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page <= LegacyFace.MaxPage
                ? page
                : throw OperationException.Invalid($"Invalid page: {this["page"]}");
        }
    }
}
