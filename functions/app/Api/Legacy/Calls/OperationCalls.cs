using Ham4Db.Core.Operations;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Runs an operation for a call of the older interfaces and words its end.</summary>
internal sealed class OperationCalls(CallTargets targets, FleetLookup lookup, TopologyOperations operations)
{
    /// <summary>An operation on one instance, whose answer is the instance as it is then.</summary>
    /// <param name="call">The call; its path names <c>{host}/{port}</c>, perhaps <c>{belowHost}/{belowPort}</c>.</param>
    /// <param name="kind">The operation.</param>
    /// <param name="message">What is said when it was done.</param>
    /// <param name="arguments">Further values; null for none.</param>
    public async Task<LegacyAnswer> OneAsync(
        LegacyCall call, string kind, Func<OperationRequest, string> message, IReadOnlyDictionary<string, string>? arguments = null)
    {
        var record = await RunAsync(call, kind, arguments);
        var instance = InstanceMapper.Map(await lookup.ReadInstanceAsync(record.Request.Instance, call.Cancellation));
        return record.Status == OperationStatus.Succeeded
            ? LegacyAnswer.Ok(message(record.Request), instance)
            : LegacyAnswer.Error(Errors(record), instance);
    }

    /// <summary>An operation on several instances for the sake of one, whose answer is that one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="kind">The operation.</param>
    /// <param name="message">What is said when it was done on at least one, or there was none.</param>
    public async Task<LegacyAnswer> OneOfManyAsync(LegacyCall call, string kind, Func<OperationRecord, string> message)
    {
        var record = await RunAsync(call, kind, arguments: null);
        var instance = InstanceMapper.Map(await lookup.ReadInstanceAsync(record.Request.Instance, call.Cancellation));
        return WasDone(record) ? LegacyAnswer.Ok(message(record), instance) : LegacyAnswer.Error(Errors(record), instance);
    }

    /// <summary>An operation on several instances, whose answer is those on which it was done.</summary>
    /// <param name="call">The call.</param>
    /// <param name="kind">The operation.</param>
    /// <param name="message">What is said when it was done on at least one, or there was none.</param>
    /// <param name="details">The answer's details; null for the instances as they are then.</param>
    public async Task<LegacyAnswer> ManyAsync(
        LegacyCall call, string kind, Func<OperationRecord, string> message, Func<OperationRecord, object>? details = null)
    {
        var record = await RunAsync(call, kind, arguments: null);
        if (!WasDone(record)) return LegacyAnswer.Error(Errors(record));
        return LegacyAnswer.Ok(message(record), details?.Invoke(record) ?? await InstancesAsync(record, call.Cancellation));
    }

    /// <summary>What went wrong or was left out, a sentence each.</summary>
    public static IReadOnlyList<string> Problems(OperationRecord record) => [.. record.Errors, .. record.Plan?.LeftOut.Select(v => v.Reason) ?? []];

    private static bool WasDone(OperationRecord record) => record.Status is OperationStatus.Succeeded or OperationStatus.PartlySucceeded;

    private static string Errors(OperationRecord record) => string.Join(' ', record.Errors);

    private async Task<OperationRecord> RunAsync(LegacyCall call, string kind, IReadOnlyDictionary<string, string>? arguments)
    {
        var pattern = OperationRules.Find(kind) is { TakesPattern: true } ? call.Query("pattern") : "";
        var request = await operations.RequestAsync(kind, await targets.KeyAsync(call), await targets.BelowAsync(call), pattern, arguments, call.Cancellation);
        return await operations.RunAsync(request, call.Caller, call.Cancellation);
    }

    private async Task<object> InstancesAsync(OperationRecord record, CancellationToken cancellationToken)
    {
        List<LegacyInstance> instances = [];
        foreach (var key in record.Done) instances.Add(InstanceMapper.Map(await lookup.ReadInstanceAsync(key, cancellationToken)));
        return instances;
    }
}
