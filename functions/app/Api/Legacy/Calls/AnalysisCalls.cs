using Ham4Db.Functions.Api.Legacy.Json;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about what is wrong.</summary>
internal sealed class AnalysisCalls(CallTargets targets)
{
    public async Task<LegacyAnswer> ListAsync(LegacyCall call)
    {
        var found = (await targets.ViewsAsync(call)).SelectMany(AnalysisMapper.Map).ToList();
        return LegacyAnswer.Ok("Analysis", found);
    }

    public async Task<LegacyAnswer> ForInstanceAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        var found = AnalysisMapper.Map(instance.Cluster).Where(a => a.AnalyzedInstanceKey == LegacyKey.Of(instance.Key)).ToList();
        return LegacyAnswer.Ok("Analysis", found);
    }
}
