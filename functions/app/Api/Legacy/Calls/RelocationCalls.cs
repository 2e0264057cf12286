namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that move replicas about.</summary>
internal sealed class RelocationCalls(OperationCalls calls)
{
    public Task<LegacyAnswer> RelocateAsync(LegacyCall call) => calls.OneAsync(call, "relocate", r => $"Instance {r.Instance} relocated below {r.Target}");

    public Task<LegacyAnswer> RepointAsync(LegacyCall call) => calls.OneAsync(call, "repoint", r => $"Instance {r.Instance} repointed below {r.Target}");
}
