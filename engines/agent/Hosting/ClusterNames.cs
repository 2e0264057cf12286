using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>Which node an address belongs to, from the cluster's own view: a channel's port is not the database's.</summary>
internal sealed class ClusterNames(DatabasePrograms programs, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);
    private NameTable? _known;
    private long _knownAt;

    public async Task<NameTable> FindAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetElapsedTime(_knownAt) < KeptFor)
            return known;
        IReadOnlyList<OmViewNode> view = programs.Has("gs_om")
            ? OmView.Parse((await programs.AskAsync("gs_om", ["-t", "view"], cancellationToken)).Output)
            : [];
        var table = new NameTable([.. view, .. instance.Members.Select(member => new OmViewNode(member.Name, member.Port, [member.Address]))]);
        if (view.Count > 0)
            (_known, _knownAt) = (table, time.GetTimestamp());
        return table;
    }
}
