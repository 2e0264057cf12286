using Ham4Db.Functions.Api.Legacy.Json;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about what is wrong.</summary>
internal sealed class AnalysisCalls(CallTargets targets, LegacyBodies bodies)
{
    private const string Message = "Analysis";

    public async Task<LegacyAnswer> ListAsync(LegacyCall call)
    {
        if (!call.Has("hint") && await bodies.AllAsync(call, "analysis", view => AnalysisMapper.Map(view).ToList(), Message) is { } all) return all;
        return LegacyAnswer.Ok(Message, (await targets.ViewsAsync(call)).SelectMany(AnalysisMapper.Map).ToList());
    }

    public async Task<LegacyAnswer> ForInstanceAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        var found = AnalysisMapper.Map(instance.Cluster).Where(a => a.AnalyzedInstanceKey == LegacyKey.Of(instance.Key)).ToList();
        return LegacyAnswer.Ok(Message, found);
    }
}
