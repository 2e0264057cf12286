using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Upkeep.Analysis;

/// <summary>Writes down when the analysis begins to say something else of an instance of a cluster.</summary>
public sealed class AnalysisRecorder(string clusterId, FleetStore store, TimeProvider time)
{
    private Dictionary<InstanceKey, AnalysisCode>? _last;

    /// <summary>Writes what changed since the last call. By one caller at a time.</summary>
    public async Task RecordAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        _last ??= Codes((await store.FindClusterAsync(clusterId, cancellationToken))?.Findings ?? []);
        var codes = Codes(findings);
        var at = time.GetUtcNow();
        var changes = codes.Where(found => _last.GetValueOrDefault(found.Key) != found.Value)
            .Concat(_last.Keys.Where(key => !codes.ContainsKey(key)).Select(key => KeyValuePair.Create(key, AnalysisCode.NoProblem)))
            .Select(change => new AnalysisChange(clusterId, change.Key, change.Value, at)).ToList();
        if (changes.Count > 0) await store.SaveAnalysisChangesAsync(changes, cancellationToken);
        _last = codes;
    }

    private static Dictionary<InstanceKey, AnalysisCode> Codes(IEnumerable<Finding> findings) =>
        findings.Where(f => f.Code != AnalysisCode.NoProblem).DistinctBy(f => f.Instance).ToDictionary(f => f.Instance, f => f.Code);
}
