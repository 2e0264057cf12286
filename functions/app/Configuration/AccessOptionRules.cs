using System.Net;
using Ham4Db.Functions.Api.Access;

namespace Ham4Db.Functions.Configuration;

/// <summary>What holds between the keys about who may do what.</summary>
internal sealed class AccessOptionRules(Ham4DbOptions options, Func<string, string?> environment, OptionValues values, ConfigurationReport report)
{
    private const int MinTokenLength = 20;

    private static readonly string[] Principals = [RoleMap.User, RoleMap.Group, RoleMap.AppRole, RoleMap.Token];

    private readonly bool _isNone = AuthenticationMethods.IsNone(options.AuthenticationMethod);

    // Set by the Functions host for its workers.
    private readonly bool _isOnAzure = !string.IsNullOrEmpty(environment("FUNCTIONS_WORKER_RUNTIME"));

    /// <summary>Checks them all.</summary>
    public void Check()
    {
        if (_isNone) CheckNone();
        else CheckMethod();
        CheckRoles();
        CheckTokens();
        CheckTls();
    }

    private void CheckNone()
    {
        if (options.AccessTokens.Count > 0) Fail(nameof(options.AccessTokens), "AccessTokens are given, and AuthenticationMethod is none, so that nobody is asked for one; allowed: AuthenticationMethod token, or another.");
        if (options.AccessRoles.Count > 0) Fail(nameof(options.AccessRoles), "AccessRoles are given, and AuthenticationMethod is none, so that everybody may do everything; allowed: another method.");
        if (options.HTTPAuthPassword.Length > 0) Warn(nameof(options.HTTPAuthPassword), "HTTPAuthPassword is set, and AuthenticationMethod is none: everybody may do everything.");
        if (!_isOnAzure && ListenEndpoint.TryParse(options.ListenAddress, out var endpoint) && !IsLoopback(endpoint.Host))
            Warn(nameof(options.ListenAddress), $"ListenAddress is \"{options.ListenAddress}\", and AuthenticationMethod is none: whoever reaches it may do everything.");
        if (_isOnAzure) Warn(nameof(options.AuthenticationMethod), "AuthenticationMethod is none: whoever reaches the app may do everything.");
    }

    private void CheckMethod()
    {
        CheckAgentAccount();
        switch (options.AuthenticationMethod)
        {
            case AuthenticationMethods.Basic:
                CheckAccount(nameof(options.HTTPAuthUser), options.HTTPAuthUser, nameof(options.HTTPAuthPassword), options.HTTPAuthPassword);
                break;
            case AuthenticationMethods.Multi:
                CheckAccount(nameof(options.HTTPAuthUser), options.HTTPAuthUser, nameof(options.HTTPAuthPassword), options.HTTPAuthPassword);
                CheckAccount(nameof(options.HTTPReadOnlyUser), options.HTTPReadOnlyUser, nameof(options.HTTPReadOnlyPassword), options.HTTPReadOnlyPassword);
                if (options.HTTPAuthUser == options.HTTPReadOnlyUser) Fail(nameof(options.HTTPReadOnlyUser), "HTTPReadOnlyUser and HTTPAuthUser are the same; allowed: two names.");
                break;
            case AuthenticationMethods.Proxy:
                CheckProxy();
                break;
            case AuthenticationMethods.Token when options.AccessTokens.Count == 0:
                Fail(nameof(options.AccessTokens), "AuthenticationMethod is token, and AccessTokens is empty; allowed: at least one token.");
                break;
            case AuthenticationMethods.Oidc:
                CheckOidc();
                break;
        }
    }

    private void CheckAccount(string userKey, string user, string passwordKey, string password)
    {
        if (!CallerIdentity.IsName(user) || user.Contains(':')) Fail(userKey, $"{userKey} is \"{user}\"; allowed with AuthenticationMethod {options.AuthenticationMethod}: a name without a colon.");
        if (password.Length == 0) Fail(passwordKey, $"{passwordKey} is empty; allowed with AuthenticationMethod {options.AuthenticationMethod}: a password.");
    }

    private void CheckAgentAccount()
    {
        if (options.HTTPAgentPassword.Length == 0) return;
        CheckAccount(nameof(options.HTTPAgentUser), options.HTTPAgentUser, nameof(options.HTTPAgentPassword), options.HTTPAgentPassword);
        if (options.HTTPAgentUser == options.HTTPAuthUser || (options.AuthenticationMethod == AuthenticationMethods.Multi && options.HTTPAgentUser == options.HTTPReadOnlyUser))
            Fail(nameof(options.HTTPAgentUser), "HTTPAgentUser is the name of another user too; allowed: a name of its own.");
        if (options.AuthenticationMethod is not (AuthenticationMethods.Basic or AuthenticationMethods.Multi))
            Warn(nameof(options.HTTPAgentPassword), $"HTTPAgentPassword has no effect with AuthenticationMethod {options.AuthenticationMethod}: give agents a token of AccessTokens with the role agent.");
    }

    private void CheckProxy()
    {
        if (_isOnAzure) Fail(nameof(options.AuthenticationMethod), "AuthenticationMethod is proxy, and on Azure Functions every request comes from the host on the same machine, so that a proxy's header and a caller's look the same; allowed: oidc, token, basic, multi.");
        foreach (var (key, header) in new[] { (nameof(options.AuthUserHeader), options.AuthUserHeader), (nameof(options.AuthGroupsHeader), options.AuthGroupsHeader) })
            if (header.Length == 0 || !header.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) Fail(key, $"{key} is \"{header}\"; allowed: the name of a header.");
        foreach (var proxy in options.AuthProxyAddresses)
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                Fail(nameof(options.AuthProxyAddresses), $"AuthProxyAddresses holds \"{proxy}\"; allowed: an address or a CIDR range such as 10.0.0.0/24.");
        var powerful = new[] { nameof(options.PowerAuthUsers), nameof(options.PowerAuthGroups) }.FirstOrDefault(values.IsSet);
        if (powerful is not null && new RoleMap(options.AccessRoles).NamesPeople)
            Fail(powerful, $"{powerful} and AccessRoles both say who may change something; allowed: one of them.");
    }

    private void CheckOidc()
    {
        var isAddress = Uri.TryCreate(options.OidcAuthority, UriKind.Absolute, out var authority)
            && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));
        if (!isAddress) Fail(nameof(options.OidcAuthority), $"OidcAuthority is \"{options.OidcAuthority}\"; allowed: the https address of an OpenID provider.");
        if (options.OidcAudiences.Count == 0 || options.OidcAudiences.Any(string.IsNullOrWhiteSpace))
            Fail(nameof(options.OidcAudiences), "OidcAudiences is empty or has an empty item; allowed: the audiences that a token may name, or tokens for every other app would do.");
    }

    private void CheckRoles()
    {
        foreach (var (principal, text) in options.AccessRoles)
        {
            if (Array.Find(Principals, prefix => principal.StartsWith(prefix, StringComparison.Ordinal)) is not { } kind || principal.Length == kind.Length)
                Fail(nameof(options.AccessRoles), $"AccessRoles holds \"{principal}\"; allowed: {string.Join(", ", Principals.Select(prefix => prefix + "name"))}.");
            else if (kind == RoleMap.Token && !options.AccessTokens.ContainsKey(principal[kind.Length..]))
                Fail(nameof(options.AccessRoles), $"AccessRoles holds \"{principal}\", and AccessTokens has no token of that name.");
            if (!RoleGrant.TryParse(text, out _, out var error))
                Fail(nameof(options.AccessRoles), $"AccessRoles gives {principal} \"{text}\": {error}; allowed: such as \"operator\" or \"viewer; operator on alias=shop\".");
        }
    }

    private void CheckTokens()
    {
        foreach (var (name, token) in options.AccessTokens)
        {
            if (!CallerIdentity.IsName(name)) Fail(nameof(options.AccessTokens), $"AccessTokens holds the name \"{name}\"; allowed: a name without control characters.");
            if (token.StartsWith(SecretHash.Prefix, StringComparison.Ordinal) ? SecretHash.Read(token) is null : token.Length < MinTokenLength || token.StartsWith('@'))
                Fail(nameof(options.AccessTokens), $"AccessTokens gives {name} a token that is not right (it is not shown); allowed: sha256: and 64 hexadecimal digits, or at least {MinTokenLength} characters, the first of which is no @.");
            if (!options.AccessRoles.ContainsKey(RoleMap.Token + name))
                Fail(nameof(options.AccessTokens), $"AccessTokens has the token {name}, and AccessRoles gives it no role; allowed: an entry \"{RoleMap.Token}{name}\" there.");
        }
    }

    private void CheckTls()
    {
        if (options.UseSSL && (options.SSLCertFile.Length == 0 || options.SSLPrivateKeyFile.Length == 0))
            Fail(nameof(options.UseSSL), "UseSSL is true, and SSLCertFile or SSLPrivateKeyFile is empty; allowed: false, or both files.");
        if (options is { UseMutualTLS: true, UseSSL: false }) Fail(nameof(options.UseMutualTLS), "UseMutualTLS is true, and UseSSL is false; allowed: UseSSL true.");
        if (options is { SSLValidOUs.Count: > 0, UseMutualTLS: false }) Warn(nameof(options.SSLValidOUs), "SSLValidOUs has no effect: UseMutualTLS is false.");
        if (_isOnAzure && options.UseSSL) Fail(nameof(options.UseSSL), "UseSSL is true, and on Azure Functions the platform serves TLS; allowed: false.");
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private void Fail(string key, string text) => report.Fail(values.PlaceOf(key), key, text);

    private void Warn(string key, string text) => report.Warn(values.PlaceOf(key), key, text);
}
