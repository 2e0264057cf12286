using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that tell something small of every instance.</summary>
internal sealed class BulkCalls(FleetStore store, TimeProvider time)
{
    public async Task<LegacyAnswer> InstancesAsync(LegacyCall call) => LegacyAnswer.Raw(LegacyKey.List((await DirectoryAsync(call)).Select(entry => entry.Key)));

    public async Task<LegacyAnswer> PromotionRulesAsync(LegacyCall call)
    {
        var now = time.GetUtcNow();
        var instances = (await DirectoryAsync(call)).ToLookup(entry => entry.ClusterId);
        var rules = new List<LegacyCandidate>();
        await foreach (var (clusterId, state) in store.GetStatesAsync(call.Cancellation))
        {
            rules.AddRange(
                from entry in instances[clusterId]
                let registered = state.PromotionRules.GetValueOrDefault(FleetTables.RowKey(entry.Key))
                where registered?.ExpiresAt > now
                select LegacyCandidate.Of(entry.Key, registered));
        }

        return LegacyAnswer.Raw(rules.OrderBy(rule => rule.Hostname, StringComparer.Ordinal).ThenBy(rule => rule.Port).ToList());
    }

    private async Task<IEnumerable<DirectoryEntry>> DirectoryAsync(LegacyCall call) =>
        (await store.GetDirectoryAsync(call.Cancellation)).Where(entry => call.Engine is null || entry.Key.Engine == call.Engine);
}
