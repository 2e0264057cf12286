using System.Globalization;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that move replicas about, and that tell whether they could be moved.</summary>
internal sealed class RelocationCalls(OperationCalls calls, CallTargets targets, Compatibility compatibility)
{
    public Task<LegacyAnswer> RelocateAsync(LegacyCall call) => calls.OneAsync(call, "relocate", r => $"Instance {r.Instance} relocated below {r.Target}");

    public Task<LegacyAnswer> RelocateReplicasAsync(LegacyCall call) => calls.ManyAsync(
        call, "relocate-replicas", r => $"Relocated {r.Done.Count} replicas of {r.Request.Instance} below {r.Request.Target}; {Errors(r)}");

    public Task<LegacyAnswer> RegroupAsync(LegacyCall call) => RegroupAsync(
        call, "regroup-replicas", r => $"promoted replica: {r.Plan!.Chosen}, lost: {Lost(r)}, trivial: {r.Done.Count}, pseudo-gtid: 0");

    public Task<LegacyAnswer> RegroupByGtidAsync(LegacyCall call) => RegroupAsync(
        call, "regroup-replicas-gtid", r => $"promoted replica: {r.Plan!.Chosen}, lost: {Lost(r)}, moved: {r.Done.Count}");

    public Task<LegacyAnswer> RegroupBinlogServersAsync(LegacyCall call) =>
        RegroupAsync(call, "regroup-replicas-bls", r => $"promoted binlog server: {r.Plan!.Chosen}, lost: {Lost(r)}, moved: {r.Done.Count}");

    public Task<LegacyAnswer> MoveUpAsync(LegacyCall call) => calls.OneAsync(call, "move-up", r => $"Instance {r.Instance} moved up");

    public Task<LegacyAnswer> MoveUpReplicasAsync(LegacyCall call) => calls.ManyAsync(
        call, "move-up-replicas", r => $"Moved up {r.Done.Count} replicas of {r.Request.Instance}; {Errors(r)}");

    public Task<LegacyAnswer> MoveBelowAsync(LegacyCall call) => calls.OneAsync(call, "move-below", r => $"Instance {r.Instance} moved below {r.Target}");

    public Task<LegacyAnswer> MoveByGtidAsync(LegacyCall call) =>
        calls.OneAsync(call, "move-below-gtid", r => $"Instance {r.Instance} moved below {r.Target} via GTID");

    public Task<LegacyAnswer> MoveReplicasByGtidAsync(LegacyCall call) => calls.ManyAsync(
        call,
        "move-replicas-gtid",
        r => $"Moved {r.Done.Count} replicas of {r.Request.Instance} below {r.Request.Target} via GTID; {Errors(r)}",
        r => LegacyKey.Of(r.Request.Target!.Value));

    public Task<LegacyAnswer> MoveEquivalentAsync(LegacyCall call) =>
        calls.OneAsync(call, "move-equivalent", r => $"Instance {r.Instance} relocated via equivalence coordinates below {r.Target}");

    public Task<LegacyAnswer> RepointAsync(LegacyCall call) => calls.OneAsync(call, "repoint", r => $"Instance {r.Instance} repointed below {r.Target}");

    public Task<LegacyAnswer> RepointReplicasAsync(LegacyCall call) =>
        calls.ManyAsync(call, "repoint-replicas", r => $"Repointed {r.Done.Count} replicas of {r.Request.Instance}");

    public Task<LegacyAnswer> TakeSiblingsAsync(LegacyCall call) => calls.OneOfManyAsync(call, "take-siblings", r => $"Took {r.Done.Count} siblings of {r.Request.Instance}");

    public Task<LegacyAnswer> TakePrimaryAsync(LegacyCall call) => calls.OneAsync(call, "take-master", r => $"{r.Instance} took its master");

    public Task<LegacyAnswer> MakeCoPrimaryAsync(LegacyCall call) => calls.OneAsync(call, "make-co-master", r => $"Instance made co-master: {r.Instance}");

    /// <summary>Positions of other instances that are known to be the same place.</summary>
    public async Task<LegacyAnswer> EquivalentsAsync(LegacyCall call)
    {
        var key = await targets.KeyAsync(call);
        if (!long.TryParse(call["logPos"], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            throw OperationException.Invalid($"Invalid log position: {call["logPos"]}");
        var found = await compatibility.EquivalentsAsync(key, new BinlogCoordinates(call["logFile"], position), call.Cancellation);
        return LegacyAnswer.Ok(
            $"Found {found.Count} equivalent coordinates", found.Select(e => new LegacyEquivalent(LegacyKey.Of(e.Key), LegacyCoordinates.Of(e.Position))).ToList());
    }

    /// <summary>Whether one could replicate from the other by their settings. A "no" is an error to clients of this call.</summary>
    public async Task<LegacyAnswer> CanReplicateAsync(LegacyCall call)
    {
        var (replica, source) = (await targets.InstanceAsync(call), await targets.BelowInstanceAsync(call));
        return compatibility.WhyNot(replica, source) is { } reason ? LegacyAnswer.Error(reason) : LegacyAnswer.Ok("true", LegacyKey.Of(source.Key));
    }

    /// <summary>The same, and by GTID: where only that fails the answer is no error.</summary>
    public async Task<LegacyAnswer> CanReplicateByGtidAsync(LegacyCall call)
    {
        var (replica, source) = (await targets.InstanceAsync(call), await targets.BelowInstanceAsync(call));
        if (compatibility.WhyNot(replica, source) is { } reason) return LegacyAnswer.Error(reason);
        return LegacyAnswer.Ok(Compatibility.WhyNotByGtid(replica, source) is null ? "true" : "false", LegacyKey.Of(source.Key));
    }

    private Task<LegacyAnswer> RegroupAsync(LegacyCall call, string kind, Func<OperationRecord, string> message) =>
        calls.ManyAsync(call, kind, message, r => LegacyKey.Of(r.Plan!.Chosen!.Value));

    private static int Lost(OperationRecord record) => record.Plan!.LeftOut.Count + record.Plan.FindBranches().Count(key => !record.Done.Contains(key));

    private static string Errors(OperationRecord record)
    {
        var problems = OperationCalls.Problems(record);
        return $"{problems.Count} errors: [{string.Join(", ", problems)}]";
    }
}
