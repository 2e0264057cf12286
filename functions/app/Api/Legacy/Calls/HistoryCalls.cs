using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about what happened.</summary>
internal sealed class HistoryCalls(
    CallTargets targets, RecoveryHistory history, RecoveryScope scope, Ham4DbOptions options, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    public async Task<LegacyAnswer> RecoveriesAsync(LegacyCall call)
    {
        var isMeant = await IsMeantAsync(call);
        var onlyOpen = string.Equals(call.Query("unacknowledged"), "true", StringComparison.OrdinalIgnoreCase);
        return await ListAsync(r => isMeant(r) && (!onlyOpen || r.Acknowledgement is null), call.Page, call);
    }

    public async Task<LegacyAnswer> StepsAsync(LegacyCall call) =>
        LegacyAnswer.Raw(RecoveryMapper.Map(await history.StepsAsync(call["uid"], call.Cancellation)));

    public async Task<LegacyAnswer> ActiveAsync(LegacyCall call)
    {
        var isOfCluster = await scope.OfClusterAsync(call["cluster"], call);
        return await ListAsync(r => r.Status == RecoveryStatus.Running && isOfCluster(r), page: 0, call);
    }

    public async Task<LegacyAnswer> RecentlyActiveAsync(LegacyCall call)
    {
        var isOfCluster = await scope.OfClusterAsync(call["cluster"], call);
        var since = time.GetUtcNow() - Recent;
        return await ListAsync(r => r.EndedAt > since && isOfCluster(r), page: 0, call);
    }

    /// <summary>Recent recoveries that an instance came out of as the successor.</summary>
    public async Task<LegacyAnswer> RecentlyPromotedAsync(LegacyCall call)
    {
        var key = await targets.KeyAsync(call);
        var since = time.GetUtcNow() - Recent;
        return await ListAsync(r => r.EndedAt > since && r.Successor == key, page: 0, call);
    }

    public async Task<LegacyAnswer> BlockedAsync(LegacyCall call)
    {
        var name = call["cluster"];
        var blocked = await history.BlockedAsync(call.Engine, call.Cancellation);
        return LegacyAnswer.Raw(blocked
            .Where(view => name.Length == 0 || view.Record.Name == name || view.Record.Alias == name || view.Record.ClusterId == name)
            .Select(RecoveryMapper.MapBlock).ToList());
    }

    public async Task<LegacyAnswer> AuditAsync(LegacyCall call)
    {
        InstanceKey? instance = call.Has("host") ? await targets.KeyAsync(call) : null;
        var records = await history.AuditAsync(instance, call.Page, LegacyFace.PageSize, call.Cancellation);
        return LegacyAnswer.Raw(records.Select(LegacyAudit.Of).ToList());
    }

    private async Task<Func<RecoveryRecord, bool>> IsMeantAsync(LegacyCall call)
    {
        if (call.Has("uid"))
        {
            var uid = call["uid"];
            return r => r.Uid == uid;
        }

        if (call.Has("id")) return RecoveryScope.WithId(call["id"]);
        if (call.Has("cluster")) return await scope.OfClusterAsync(call["cluster"], call);
        return call.Has("alias") ? await scope.OfClusterAsync(call["alias"], call) : _ => true;
    }

    private async Task<LegacyAnswer> ListAsync(Func<RecoveryRecord, bool> filter, int page, LegacyCall call)
    {
        var found = await history.ListAsync(filter, page, LegacyFace.PageSize, call.Cancellation);
        var now = time.GetUtcNow();
        return LegacyAnswer.Raw(found.Select(r => RecoveryMapper.MapOld(r, options, now)).ToList());
    }
}
