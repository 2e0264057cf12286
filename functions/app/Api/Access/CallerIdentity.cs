using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Name">Name for the audit; empty where nobody is asked for one.</param>
/// <param name="Method">How they said so, in the words of the configuration.</param>
/// <param name="Grants">Their roles.</param>
internal sealed record CallerIdentity(string Name, string Method, IReadOnlyList<RoleGrant> Grants)
{
    private const int MaxNameLength = 128;

    /// <summary>Everybody, where no authentication is configured.</summary>
    public static CallerIdentity Anybody { get; } = new("", "none", RoleGrant.Everywhere(AccessRole.Admin));

    /// <summary>Whether they said who they are.</summary>
    public bool IsAuthenticated => Name.Length > 0;

    /// <summary>The role that they have everywhere.</summary>
    public AccessRole RoleEverywhere => Grants.Where(grant => grant.IsEverywhere).Select(grant => grant.Role).DefaultIfEmpty().Max();

    /// <summary>Whether they may report what an agent reports. Who may read or change the fleet may not for that reason alone: a report leads the service to servers.</summary>
    public bool MayReport => Grants.Any(grant => grant is { IsEverywhere: true, Role: AccessRole.Agent or AccessRole.Admin });

    /// <summary>The highest role that they have anywhere.</summary>
    public AccessRole HighestRole => Grants.Select(grant => grant.Role).DefaultIfEmpty().Max();

    /// <summary>Whether a name can be written into logs and audit rows as it is.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl) && name.Trim() == name;

    /// <summary>The role that they have on a cluster.</summary>
    public AccessRole RoleOn(ClusterRecord cluster) => Grants.Where(grant => grant.Covers(cluster)).Select(grant => grant.Role).DefaultIfEmpty().Max();
}
