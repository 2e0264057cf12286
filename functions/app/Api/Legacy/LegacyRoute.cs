namespace Ham4Db.Functions.Api.Legacy;

/// <summary>One line of the table of the older interfaces.</summary>
/// <param name="Path">Path below <c>/api/</c>; every path also exists with the engine's name before it.</param>
/// <param name="Changes">It changes something: it may be posted, it is refused to other sites' pages and where the configuration says read-only.</param>
/// <param name="RunAsync">What it does.</param>
internal sealed record LegacyRoute(string Path, bool Changes, Func<LegacyCall, Task<LegacyAnswer>> RunAsync)
{
    private static readonly string[] Reads = ["GET", "HEAD"];
    private static readonly string[] ChangesByVerb = ["GET", "POST"];

    /// <summary>A further HTTP method of Ham4DB's; null for none.</summary>
    public string? Verb { get; init; }

    /// <summary>The HTTP methods that it answers.</summary>
    public IReadOnlyList<string> Methods => !Changes ? Reads : Verb is null ? ChangesByVerb : [.. ChangesByVerb, Verb];
}
