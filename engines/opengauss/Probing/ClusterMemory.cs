using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.OpenGauss.Probing;

/// <summary>What was learnt of a cluster from any of its agents.</summary>
internal sealed class ClusterMemory
{
    private IReadOnlyList<Member> _members = [];

    /// <summary>Its members as its own tools told them; empty while they have not.</summary>
    public IReadOnlyList<Member> Members
    {
        get => Volatile.Read(ref _members);
        set => Volatile.Write(ref _members, value);
    }

    /// <summary>When they were last asked for, as a timestamp of the clock; null for never.</summary>
    public long? AskedAt { get; set; }

    /// <summary>The question that is under way.</summary>
    public Task Asking { get; set; } = Task.CompletedTask;
}
