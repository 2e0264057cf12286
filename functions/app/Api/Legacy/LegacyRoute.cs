namespace Ham4Db.Functions.Api.Legacy;

/// <summary>One line of the table of the older interfaces.</summary>
/// <param name="Path">Path below <c>/api/</c>; every path also exists with the engine's name before it.</param>
/// <param name="Changes">It changes something: it may be posted, it is refused to other sites' pages and where the configuration says read-only.</param>
/// <param name="RunAsync">What it does.</param>
internal sealed record LegacyRoute(string Path, bool Changes, Func<LegacyCall, Task<LegacyAnswer>> RunAsync);
