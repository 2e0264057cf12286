using Ham4Db.Core.Analysis;

namespace Ham4Db.Functions.Clusters;

/// <summary>What is known of a cluster as a whole.</summary>
public sealed record ClusterRecord
{
    /// <summary>Durable id: it stays when the primary changes.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Address of its primary, which is the name that older clients know it by.</summary>
    public string Name { get; init; } = "";

    /// <summary>Alias; the name when there is none.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Domain.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Its primary; null when it has none.</summary>
    public InstanceKey? Primary { get; init; }

    /// <summary>What its replication promises.</summary>
    public DurabilityClass Durability { get; init; }

    /// <summary>What would happen if its primary died now; null while it has none that is well.</summary>
    public FailoverOutlook? Outlook { get; init; }

    /// <summary>What the analysis says of its instances.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
