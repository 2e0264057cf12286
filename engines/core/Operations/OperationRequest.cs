using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations;

/// <summary>A change of a topology that somebody asks for.</summary>
public sealed record OperationRequest
{
    /// <summary>Which operation: the kind of one of <see cref="OperationRules.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The instance that is operated on.</summary>
    public required InstanceKey Instance { get; init; }

    /// <summary>The second instance, such as the source below which the first one is moved; null where the operation needs none, or nobody named it.</summary>
    public InstanceKey? Target { get; init; }

    /// <summary>Regular expression that chooses among several instances by <c>host:port</c>; empty for all.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>Further values by name, such as seconds of a delay.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}
