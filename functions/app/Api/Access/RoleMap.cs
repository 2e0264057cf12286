namespace Ham4Db.Functions.Api.Access;

/// <summary>Who has which roles, as <see cref="Configuration.Ham4DbOptions.AccessRoles"/> says.</summary>
internal sealed class RoleMap
{
    public const string User = "user:";
    public const string Group = "group:";
    public const string AppRole = "role:";
    public const string Token = "token:";

    private const string Everybody = User + "*";

    private readonly Dictionary<string, IReadOnlyList<RoleGrant>> _grants = new(StringComparer.Ordinal);

    /// <param name="roles">Entries that were checked when the options were loaded; one that is none grants nothing.</param>
    public RoleMap(IReadOnlyDictionary<string, string> roles)
    {
        foreach (var (principal, text) in roles)
            if (RoleGrant.TryParse(text, out var grants, out _)) _grants[principal] = grants;
    }

    /// <summary>Whether it names people, and not just tokens.</summary>
    public bool NamesPeople => _grants.Keys.Any(key => !key.StartsWith(Token, StringComparison.Ordinal));

    /// <summary>What somebody with these users' names, groups and app roles has.</summary>
    public IReadOnlyList<RoleGrant> OfPerson(IEnumerable<string> users, IEnumerable<string> groups, IEnumerable<string> appRoles) =>
        Find([Everybody, .. users.Select(name => User + name), .. groups.Select(name => Group + name), .. appRoles.Select(name => AppRole + name)]);

    /// <summary>What a token has.</summary>
    public IReadOnlyList<RoleGrant> OfToken(string name) => Find([Token + name]);

    private IReadOnlyList<RoleGrant> Find(IEnumerable<string> principals) =>
        [.. principals.Distinct().SelectMany(principal => _grants.GetValueOrDefault(principal) ?? [])];
}
