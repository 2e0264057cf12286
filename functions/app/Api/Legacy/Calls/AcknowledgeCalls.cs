using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that acknowledge recoveries, which ends the block on further automatic ones.</summary>
internal sealed class AcknowledgeCalls(CallTargets targets, Decisions decisions, RecoveryHistory history, RecoveryScope scope)
{
    public async Task<LegacyAnswer> ByIdAsync(LegacyCall call) => await ByKnownAsync(call["id"], RecoveryScope.WithId(call["id"]), call);

    public async Task<LegacyAnswer> ByUidAsync(LegacyCall call)
    {
        var uid = call["uid"];
        return await ByKnownAsync(uid, r => r.Uid == uid, call);
    }

    public async Task<LegacyAnswer> ByClusterAsync(LegacyCall call)
    {
        var comment = Comment(call);
        return await AcknowledgeAsync(await scope.OfClusterAsync(call["cluster"], call), comment, call["cluster"], call);
    }

    public async Task<LegacyAnswer> ByInstanceAsync(LegacyCall call)
    {
        var comment = Comment(call);
        var key = await targets.KeyAsync(call);
        return await AcknowledgeAsync(r => r.Failed == key, comment, LegacyKey.Of(key), call);
    }

    public async Task<LegacyAnswer> AllAsync(LegacyCall call)
    {
        var comment = Comment(call);
        return await AcknowledgeAsync(_ => true, comment, comment, call);
    }

    private static string Comment(LegacyCall call) => call.Query("comment").Trim() is { Length: > 0 } comment
        ? comment
        : throw OperationException.Invalid("No acknowledge comment given");

    private async Task<LegacyAnswer> ByKnownAsync(string id, Func<RecoveryRecord, bool> isMeant, LegacyCall call)
    {
        var comment = Comment(call);
        if (await history.FindAsync(isMeant, call.Cancellation) is null) throw OperationException.NotFound($"Recovery not found: {id}");
        return await AcknowledgeAsync(isMeant, comment, id, call);
    }

    private async Task<LegacyAnswer> AcknowledgeAsync(Func<RecoveryRecord, bool> isMeant, string comment, object details, LegacyCall call)
    {
        var count = await decisions.AcknowledgeAsync(isMeant, comment, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Acknowledged {count} recoveries", details);
    }
}
