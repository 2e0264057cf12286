using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Upkeep.Tags;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about tags.</summary>
internal sealed class TagCalls(CallTargets targets, Tags tags)
{
    public async Task<LegacyAnswer> FindAsync(LegacyCall call) =>
        LegacyAnswer.Raw(Keys(await tags.FindAsync(call.Query("tag"), call.Engine, call.Cancellation)));

    public async Task<LegacyAnswer> ListAsync(LegacyCall call) =>
        LegacyAnswer.Raw((await tags.ListAsync(await targets.KeyAsync(call), call.Cancellation)).Select(tag => $"{tag.Name}={tag.Value}").ToList());

    public async Task<LegacyAnswer> ValueAsync(LegacyCall call) =>
        LegacyAnswer.Raw(await tags.ValueAsync(await targets.KeyAsync(call), call.Has("tagName") ? call["tagName"] : call.Query("tag"), call.Cancellation));

    public async Task<LegacyAnswer> PutAsync(LegacyCall call)
    {
        var term = Term(call);
        var key = await targets.KeyAsync(call);
        await tags.PutAsync(key, term, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"{key} tagged with {term.Name}", LegacyKey.Of(key));
    }

    public async Task<LegacyAnswer> RemoveAsync(LegacyCall call)
    {
        var term = Term(call);
        return Removed(term, await tags.RemoveAsync(await targets.KeyAsync(call), term, call.Caller, call.Cancellation));
    }

    public async Task<LegacyAnswer> RemoveEverywhereAsync(LegacyCall call)
    {
        var term = Term(call);
        return Removed(term, await tags.RemoveEverywhereAsync(term, call.Caller, call.Cancellation));
    }

    private static TagTerm Term(LegacyCall call) => Tags.ParseTerm(
        (call.Has("tagName"), call.Has("tagValue")) switch
        {
            (true, true) => $"{call["tagName"]}={call["tagValue"]}",
            (true, false) => call["tagName"],
            _ => call.Query("tag"),
        });

    private static LegacyAnswer Removed(TagTerm term, IReadOnlyList<InstanceKey> keys) =>
        LegacyAnswer.Ok($"{term.Name} removed from {keys.Count} instances", Keys(keys));

    private static List<LegacyKey> Keys(IEnumerable<InstanceKey> keys) => [.. keys.Select(LegacyKey.Of)];
}
