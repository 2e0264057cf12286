using System.Collections.ObjectModel;

namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>
    /// How callers of the API say who they are: <c>none</c> or empty (not at all: everybody may do everything), <c>basic</c>, <c>multi</c> (basic, with a second user
    /// who may only read), <c>proxy</c> (a proxy before the service tells), <c>token</c> (<see cref="AccessTokens"/> alone), <c>oidc</c> (bearer tokens of Entra ID or another
    /// OpenID provider). <see cref="AccessTokens"/> are accepted beside every method but none. Default empty.
    /// </summary>
    [OptionRule(Allowed = ["", "none", "basic", "multi", "proxy", "token", "oidc"])]
    public string AuthenticationMethod { get; init; } = "";

    /// <summary>User of <c>basic</c> and <c>multi</c>; an admin. Default none.</summary>
    public string HTTPAuthUser { get; init; } = "";

    /// <summary>Its password. Default none.</summary>
    [OptionRule(Secret = true)]
    public string HTTPAuthPassword { get; init; } = "";

    /// <summary>User of <c>multi</c> who may only read. Default <c>readonly</c>.</summary>
    public string HTTPReadOnlyUser { get; init; } = "readonly";

    /// <summary>Its password, which orchestrator does not ask for. Default none.</summary>
    [OptionRule(Secret = true)]
    public string HTTPReadOnlyPassword { get; init; } = "";

    /// <summary>User of <c>basic</c> and <c>multi</c> with which agents report, and which is good for nothing else. Default <c>agent</c>.</summary>
    public string HTTPAgentUser { get; init; } = "agent";

    /// <summary>Its password; without one there is no such user. Default none.</summary>
    [OptionRule(Secret = true)]
    public string HTTPAgentPassword { get; init; } = "";

    /// <summary>Header in which the proxy names the user. Default <c>X-Forwarded-User</c>.</summary>
    public string AuthUserHeader { get; init; } = "X-Forwarded-User";

    /// <summary>Header in which the proxy lists the user's groups, separated by commas. Default <c>X-Forwarded-Groups</c>.</summary>
    public string AuthGroupsHeader { get; init; } = "X-Forwarded-Groups";

    /// <summary>Addresses and CIDR ranges of the proxies that are believed; from elsewhere both headers are ignored. Default: this machine.</summary>
    public IReadOnlyList<string> AuthProxyAddresses { get; init; } = ["127.0.0.0/8", "::1"];

    /// <summary>Users whom the proxy names that are admins, <c>*</c> for all; the others may read. Not asked where <see cref="AccessRoles"/> names people. Default <c>*</c>.</summary>
    public IReadOnlyList<string> PowerAuthUsers { get; init; } = ["*"];

    /// <summary>Groups that the proxy lists whose members are admins; orchestrator looks for unix groups of its own machine. Default none.</summary>
    public IReadOnlyList<string> PowerAuthGroups { get; init; } = [];

    /// <summary>Bearer tokens by name, each as <c>sha256:</c> and the hash in hexadecimal, or as it is (from <c>${VARIABLE}</c>), at least 20 characters long. Default none.</summary>
    [OptionRule(Secret = true)]
    public IReadOnlyDictionary<string, string> AccessTokens { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Who has which role. Keys: <c>user:name</c>, <c>user:*</c>, <c>group:name</c>, <c>role:name</c> (an app role of the OpenID provider), <c>token:name</c>.
    /// Values: <c>viewer</c>, <c>operator</c> or <c>admin</c>, or <c>agent</c> (report as an agent, and nothing else), with <c>on</c> and cluster filters where it holds only for some; several are separated by semicolons:
    /// <c>viewer; operator on alias=shop alias~=^test-</c>. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, string> AccessRoles { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Address of the OpenID provider, such as <c>https://login.microsoftonline.com/{tenant}/v2.0</c>. Default none.</summary>
    public string OidcAuthority { get; init; } = "";

    /// <summary>Audiences of which a token must name one: the client id or the application id URI of this app. Default none.</summary>
    public IReadOnlyList<string> OidcAudiences { get; init; } = [];

    /// <summary>Claim with the user's app roles. Default <c>roles</c>.</summary>
    public string OidcRolesClaim { get; init; } = "roles";

    /// <summary>Claim with the user's groups. Default <c>groups</c>.</summary>
    public string OidcGroupsClaim { get; init; } = "groups";

    /// <summary>Claim that names the user in the audit; where a token lacks it, <c>sub</c> does. It names only: <c>user:</c> of <see cref="AccessRoles"/> is compared with <c>sub</c> and <c>oid</c>, which nobody can choose. Default <c>preferred_username</c>.</summary>
    public string OidcNameClaim { get; init; } = "preferred_username";

    /// <summary>Requests a second that one caller may make to read, five times as many at once; 0 for no limit. Heartbeats of agents count here, by user and address. Callers on this machine who need not say who they are have none. Default 500.</summary>
    [OptionRule(Min = 0, Max = 1_000_000)]
    public int HTTPMaxReadsPerSecond { get; init; } = 500;

    /// <summary>The same for requests that change something. Default 20.</summary>
    [OptionRule(Min = 0, Max = 1_000_000)]
    public int HTTPMaxChangesPerSecond { get; init; } = 20;
}
