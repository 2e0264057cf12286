using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.PseudoGtid;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that work with Pseudo-GTID entries.</summary>
internal sealed class PseudoGtidCalls(CallTargets targets, OperationCalls calls, Recoveries recoveries, PseudoGtidMatching matching)
{
    public Task<LegacyAnswer> MatchAsync(LegacyCall call) => calls.OneAsync(call, "match", r => $"Instance {r.Instance} matched below {r.Target}");

    public Task<LegacyAnswer> MatchUpAsync(LegacyCall call) => calls.OneAsync(call, "match-up", r => $"Instance {r.Instance} matched up");

    public Task<LegacyAnswer> RematchAsync(LegacyCall call) => calls.OneAsync(call, "rematch", r => $"Instance {r.Instance} rematched");

    public Task<LegacyAnswer> MatchReplicasAsync(LegacyCall call) =>
        calls.ManyAsync(call, "match-replicas", r => $"Matched {Count(r)} replicas of {r.Request.Instance} below {r.Request.Target}; {Errors(r)}", Chosen);

    public Task<LegacyAnswer> MatchUpReplicasAsync(LegacyCall call) =>
        calls.ManyAsync(call, "match-up-replicas", r => $"Matched up {Count(r)} replicas of {r.Request.Instance} below {r.Plan?.Chosen}; {Errors(r)}", Chosen);

    public Task<LegacyAnswer> RegroupAsync(LegacyCall call) => calls.ManyAsync(
        call, "regroup-replicas-pgtid", r => $"promoted replica: {r.Plan?.Chosen}, lost: {OperationCalls.Problems(r).Count}, trivial: 0, pseudo-gtid: {Count(r)}", Chosen);

    public Task<LegacyAnswer> MakeLocalMasterAsync(LegacyCall call) => calls.OneAsync(call, "make-local-master", r => $"Instance {r.Instance} now made local master");

    /// <summary>A replica becomes the primary in place of its dead source: that is a recovery like any other.</summary>
    public async Task<LegacyAnswer> MakeMasterAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        if (instance.Cluster.Topology.SourceOf(instance.Key) is not { } source)
            throw OperationException.Refused($"{instance.Key} replicates from nobody that is known: there is no source in whose place it could be made the primary.");
        var run = await recoveries.RunAsync(recoveries.RecoverAsync(source.Key, instance.Key, call.Caller, call.Cancellation), call.Caller, call.Cancellation);
        return run.Recovery?.Successor is { } successor
            ? LegacyAnswer.Ok($"Instance {successor} now made master", InstanceMapper.Map(await targets.InstanceAsync(call)))
            : LegacyAnswer.Error($"Instance {instance.Key} was not made master: {string.Join(' ', run.Errors)}");
    }

    public async Task<LegacyAnswer> LastAsync(LegacyCall call)
    {
        var key = await targets.KeyAsync(call);
        return await matching.FindLastAsync(key, call.Cancellation) is { } entry
            ? LegacyAnswer.Ok($"{entry.Event.At}", entry.Text)
            : LegacyAnswer.Error($"There is no Pseudo-GTID entry in the logs of {key}.");
    }

    private static int Count(OperationRecord record) => record.Done.Count;

    private static string Errors(OperationRecord record) => OperationCalls.Problems(record) is { Count: > 0 } problems ? $"{problems.Count} errors: {string.Join(' ', problems)}" : "0 errors";

    private static object Chosen(OperationRecord record) => LegacyKey.Of(record.Plan!.Chosen!.Value);
}
