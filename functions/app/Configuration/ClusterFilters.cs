namespace Ham4Db.Functions.Configuration;

/// <summary>
/// Filters that choose clusters, such as <see cref="Ham4DbOptions.RecoverMasterClusterFilters"/>: a cluster's name or alias as it is,
/// <c>alias=name</c>, <c>alias~=pattern</c>, <c>*</c> for all, or a pattern that is searched in the cluster's name.
/// </summary>
public static class ClusterFilters
{
    private const string AliasPrefix = "alias=";
    private const string AliasPatternPrefix = "alias~=";

    /// <summary>Whether at least one filter chooses the cluster.</summary>
    /// <param name="filters">The filters; none chooses none.</param>
    /// <param name="clusterName">Name of the cluster.</param>
    /// <param name="alias">Its alias; null or empty for none.</param>
    public static bool Matches(IReadOnlyList<string> filters, string clusterName, string? alias) =>
        filters.Any(filter => Matches(filter, clusterName, alias ?? ""));

    /// <summary>The pattern that a filter holds; null for a filter without one.</summary>
    internal static string? PatternOf(string filter) => filter switch
    {
        "*" or "" => null,
        _ when filter.StartsWith(AliasPrefix, StringComparison.Ordinal) => null,
        _ when filter.StartsWith(AliasPatternPrefix, StringComparison.Ordinal) => filter[AliasPatternPrefix.Length..],
        _ => filter,
    };

    private static bool Matches(string filter, string clusterName, string alias) => filter switch
    {
        "" => false,
        "*" => true,
        _ when filter == clusterName || filter == alias => true,
        _ when filter.StartsWith(AliasPrefix, StringComparison.Ordinal) => filter[AliasPrefix.Length..] == alias,
        _ when filter.StartsWith(AliasPatternPrefix, StringComparison.Ordinal) => Patterns.IsMatch(filter[AliasPatternPrefix.Length..], alias),
        _ => Patterns.IsMatch(filter, clusterName),
    };
}
