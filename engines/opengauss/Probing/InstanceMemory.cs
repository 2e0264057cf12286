using System.Runtime.CompilerServices;
using Ham4Db.Core.Model;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.OpenGauss.Probing;

/// <summary>What was learnt of one instance and is not in every answer of its agent.</summary>
internal sealed class InstanceMemory
{
    private StrongBox<InstanceKey>? _source;

    /// <summary>Whom it streamed from when it last did; it says nothing of that while it is cut off.</summary>
    public InstanceKey? Source
    {
        get => Volatile.Read(ref _source)?.Value;
        set => Volatile.Write(ref _source, value is { } key ? new StrongBox<InstanceKey>(key) : null);
    }

    /// <summary>What its agent last said and when, as a timestamp of the clock; null after a failure.</summary>
    public Tuple<Instance, long>? LastLook { get; set; }

    /// <summary>Which kind of standby it was when it was last seen as one; unknown before.</summary>
    public Role StandbyRole { get; set; }

    /// <summary>Whether its agent answered when it was last asked.</summary>
    public bool AgentAnswers { get; set; }

    /// <summary>How its primary last counted it; unknown for a cascade standby, and before its primary was seen.</summary>
    public SyncState Sync { get; set; }

    /// <summary>Whether its standbys said that commits go on without them (most_available_sync).</summary>
    public bool GoesOnAlone { get; set; }

    /// <summary>The newest epoch that its agent has heard of.</summary>
    public ulong Epoch { get; set; }

    /// <summary>Who else decides over the roles of its cluster; empty for nobody.</summary>
    public string Manager { get; set; } = "";

    /// <summary>What is known of its cluster.</summary>
    public ClusterMemory Cluster { get; set; } = new();

    /// <summary>The cluster's members as its own tools told them; empty while they have not.</summary>
    public IReadOnlyList<Member> Members => Cluster.Members;
}
