using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Upkeep.Tags;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Resources about tags.</summary>
internal sealed class TagEndpoints(Tags tags, FleetReader reader, FleetLookup lookup)
{
    public async Task<JsonHttpResult<IReadOnlyList<InstanceKey>>> FindAsync(string? query, HttpContext context, CancellationToken cancellationToken) =>
        Listing.Of(context, await tags.FindAsync(query ?? "", EngineSegment.Of(context), cancellationToken));

    public async Task<JsonHttpResult<IReadOnlyList<TagView>>> ListAsync(string instance, HttpContext context, CancellationToken cancellationToken) =>
        Listing.Of<TagView>(context, [.. (await tags.ListAsync(await KeyAsync(instance, context, cancellationToken), cancellationToken)).Select(TagView.Of)]);

    public async Task<JsonHttpResult<IReadOnlyList<TaggedView>>> OfClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken), cancellationToken);
        return Listing.Of<TaggedView>(context, [.. (await tags.OfClusterAsync(view, cancellationToken)).OrderBy(tagged => tagged.Key).Select(TaggedView.Of)]);
    }

    public async Task<IResult> PutAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<TagBody>(context.Request, "{\"name\":\"rack\",\"value\":\"r12\"}", none: null, cancellationToken);
        var term = Term(body.Name ?? "", body.Value);
        await tags.PutAsync(await KeyAsync(instance, context, cancellationToken), term, context.Caller(), cancellationToken);
        return TypedResults.Json(new TagView(term.Name, term.Value ?? ""), V2Json.Options);
    }

    public async Task<IResult> RemoveAsync(string instance, string name, HttpContext context, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(instance, context, cancellationToken);
        return await tags.RemoveAsync(key, Term(name, value: null), context.Caller(), cancellationToken) is { Count: > 0 }
            ? TypedResults.NoContent()
            : throw OperationException.NotFound($"{key} has no tag {name}.");
    }

    private static TagTerm Term(string name, string? value)
    {
        if (name.Contains('=', StringComparison.Ordinal)) throw OperationException.Invalid($"Invalid tag: '{name}': a name has no equals sign.");
        return Tags.ParseTerm(value is null ? name : $"{name}={value}");
    }

    private async Task<InstanceKey> KeyAsync(string address, HttpContext context, CancellationToken cancellationToken) =>
        await lookup.FigureAsync(address, EngineSegment.Of(context), cancellationToken);
}
