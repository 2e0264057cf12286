using System.Globalization;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about instances that somebody works on.</summary>
internal sealed class MaintenanceCalls(CallTargets targets, Maintenance maintenance, TimeProvider time)
{
    public async Task<LegacyAnswer> BeginAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        await maintenance.BeginAsync(instance, call["owner"], call["reason"], call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Maintenance begun: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public async Task<LegacyAnswer> EndAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        await maintenance.EndAsync(instance, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Maintenance ended: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public async Task<LegacyAnswer> EndByIdAsync(LegacyCall call)
    {
        if (!long.TryParse(call["maintenanceKey"], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            throw OperationException.Invalid($"Invalid maintenance key: {call["maintenanceKey"]}; it is the number that the list of maintenance gives.");
        return await maintenance.EndAsync(id, call.Caller, call.Cancellation)
            ? LegacyAnswer.Ok($"Maintenance ended: {id}", id)
            : LegacyAnswer.Ok($"Maintenance ended: {id} (it did not run)", id);
    }

    public async Task<LegacyAnswer> IsInAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        return maintenance.Find(instance) is null ? LegacyAnswer.Ok("false", "") : LegacyAnswer.Ok("true", instance.Key.ToString());
    }

    public async Task<LegacyAnswer> ListAsync(LegacyCall call)
    {
        var now = time.GetUtcNow();
        return LegacyAnswer.Raw((await maintenance.ListAsync(call.Engine, call.Cancellation)).Select(m => LegacyMaintenance.Of(m, now)).ToList());
    }
}
