namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>What the documentation says of an endpoint beyond what its route and its handler say.</summary>
internal sealed class EndpointDoc
{
    /// <summary>Type of the answer; null for what the handler says, or for none.</summary>
    public Type? Answer { get; init; }

    /// <summary>Another type that the answer may have; null for none.</summary>
    public Type? Or { get; init; }

    /// <summary>Status of the answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Media type of the answer where it is no JSON.</summary>
    public string? MediaType { get; init; }

    /// <summary>Type of the body; null for none.</summary>
    public Type? Body { get; init; }

    /// <summary>The body may be left out.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>It starts something that can be waited for.</summary>
    public bool Starts { get; init; }

    /// <summary>What it would do can be asked for first: type of that; null where it cannot.</summary>
    public Type? Plan { get; init; }

    /// <summary>It has a version.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>It can be narrowed to a page.</summary>
    public bool IsPaged { get; init; }

    /// <summary>Names of values of its query that its handler reads by itself.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];
}
