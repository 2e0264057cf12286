using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about keys under which primaries are found.</summary>
internal sealed class KeyValueEndpoints(KeyValues keyValues)
{
    public async Task<JsonHttpResult<IReadOnlyList<KeyValuePair<string, string>>>> ListAsync(string? prefix, CancellationToken cancellationToken) =>
        TypedResults.Json(await keyValues.ListAsync(prefix ?? "", cancellationToken), V2Json.Options);

    public async Task<JsonHttpResult<KeyValuePair<string, string>>> GetAsync(string key, CancellationToken cancellationToken) =>
        TypedResults.Json(await keyValues.GetAsync(key, cancellationToken), V2Json.Options);
}
