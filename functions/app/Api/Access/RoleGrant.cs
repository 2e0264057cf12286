using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Access;

/// <summary>A role that somebody has.</summary>
/// <param name="Role">The role.</param>
/// <param name="Clusters">Filters of the clusters on which it holds; empty where it holds everywhere.</param>
internal sealed record RoleGrant(AccessRole Role, IReadOnlyList<string> Clusters)
{
    private const string Limit = "on";

    /// <summary>Whether it holds on every cluster and beyond clusters.</summary>
    [JsonIgnore]
    public bool IsEverywhere => Clusters.Count == 0;

    /// <summary>A role that holds everywhere.</summary>
    public static IReadOnlyList<RoleGrant> Everywhere(AccessRole role) => [new(role, [])];

    /// <summary>Whether it holds on a cluster.</summary>
    public bool Covers(ClusterRecord cluster) => IsEverywhere || ClusterFilters.Matches(Clusters, cluster.Name, cluster.Alias);

    /// <summary>Reads grants such as <c>viewer; operator on alias=shop</c>.</summary>
    public static bool TryParse(string text, out IReadOnlyList<RoleGrant> grants, [NotNullWhen(false)] out string? error)
    {
        var found = new List<RoleGrant>();
        grants = found;
        error = null;
        foreach (var part in text.Split(';'))
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is not [var name, ..] || !Enum.TryParse<AccessRole>(name, ignoreCase: true, out var role) || role < AccessRole.Agent || !char.IsLetter(name[0]))
                error = "each role is agent, viewer, operator or admin";
            else if (role == AccessRole.Agent && words.Length > 1)
                error = "the role agent is of no cluster: nothing may follow it";
            else if (words is not [_] && (words is not [_, Limit, _, ..]))
                error = "a role is followed by nothing, or by on and at least one cluster filter";
            else if (words.Skip(2).FirstOrDefault(IsBroken) is { } broken)
                error = $"{broken} is not a cluster filter";
            else
                found.Add(new(role, words[Math.Min(2, words.Length)..]));
        }

        return error is null;
    }

    private static bool IsBroken(string filter) => ClusterFilters.PatternOf(filter) is { } pattern && !Patterns.TryCompile(pattern, out _, out _);
}
