using Ham4Db.OpenGaussAgent.Commands;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.OpenGauss;

/// <summary>Finds out whether openGauss's own cluster manager decides here. Its program is installed in many places where it does not.</summary>
internal sealed class ManagerDetector(DatabaseOptions options, DatabasePrograms programs, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);
    private ClusterManager _known;
    private long _knownAt;

    public async Task<ClusterManager> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Manager != ClusterManager.ManagerUnknown)
            return options.Manager;
        if (_known != ClusterManager.ManagerUnknown && time.GetElapsedTime(_knownAt) < KeptFor)
            return _known;
        _known = await AskAsync(cancellationToken);
        _knownAt = time.GetTimestamp();
        return _known;
    }

    private async Task<ClusterManager> AskAsync(CancellationToken cancellationToken)
    {
        if (!programs.Has("cm_ctl"))
            return ClusterManager.ManagerNone;
        var answer = await programs.AskAsync("cm_ctl", ["query", "-Cv"], cancellationToken);
        var report = ClusterStatus.Parse(answer.Output + "\n" + answer.Error);
        if (report.State.Length > 0 && !report.ManagerUnreachable)
            return ClusterManager.ManagerActive;
        // One that does not answer may act all the same; nobody else may then.
        return ProcessTable.Exists("cm_agent") || ProcessTable.Exists("cm_server") ? ClusterManager.ManagerUnreachable : ClusterManager.ManagerNone;
    }
}
