using System.Globalization;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that write down what is known now: topologies for the history, primaries for those who look them up.</summary>
internal sealed class PublishingCalls(CallTargets targets, FleetReader reader, TopologyHistory history, KeyValues keyValues, TimeProvider time)
{
    public async Task<LegacyAnswer> SnapshotAsync(LegacyCall call)
    {
        var started = time.GetTimestamp();
        await history.SnapshotAsync(call.Cancellation);
        var took = time.GetElapsedTime(started).TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);
        return LegacyAnswer.Ok("Topology snapshot completed", $"Took {took}ms");
    }

    public async Task<LegacyAnswer> SubmitPrimariesAsync(LegacyCall call)
    {
        var clusters = call.Has("hint") ? [await targets.ClusterAsync(call)] : await reader.ListAsync(call.Engine, call.Cancellation);
        var pairs = await keyValues.SubmitAsync(clusters, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Submitted {pairs.Count} masters", pairs.Select(pair => new LegacyPair(pair.Key, pair.Value)).ToList());
    }
}
