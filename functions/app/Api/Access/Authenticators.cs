using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>The ways to say who one is that the configuration accepts.</summary>
internal sealed class Authenticators
{
    private readonly IAuthenticator[] _all;

    public Authenticators(Ham4DbOptions options, OidcKeys keys)
    {
        var roles = new RoleMap(options.AccessRoles);
        if (AuthenticationMethods.IsNone(options.AuthenticationMethod))
        {
            _all = [];
            return;
        }

        IAuthenticator? main = options.AuthenticationMethod.ToLowerInvariant() switch
        {
            AuthenticationMethods.Basic or AuthenticationMethods.Multi => new BasicAuthenticator(options),
            AuthenticationMethods.Proxy => new ProxyAuthenticator(options, roles),
            AuthenticationMethods.Oidc => new OidcAuthenticator(options, roles, keys),
            AuthenticationMethods.Token => null,
            var other => throw new ConfigurationException([new(ConfigurationNoteLevel.Error, "", nameof(options.AuthenticationMethod), $"AuthenticationMethod is \"{other}\", which there is not.")]),
        };
        // First the tokens: the others judge every credential of their kind.
        var all = new List<IAuthenticator>();
        if (main is null || options.AccessTokens.Count > 0) all.Add(new TokenAuthenticator(options, roles));
        if (main is not null) all.Add(main);
        _all = [.. all];
    }

    /// <summary>Whether anybody is asked who they are.</summary>
    public bool AreAsked => _all.Length > 0;

    /// <summary>Values of WWW-Authenticate.</summary>
    public IEnumerable<string> Challenges => _all.Select(authenticator => authenticator.Challenge).Distinct();

    /// <summary>Who makes a request.</summary>
    public async ValueTask<Authentication> AuthenticateAsync(HttpContext context)
    {
        if (!AreAsked) return new(CallerIdentity.Anybody);
        foreach (var authenticator in _all)
            if (await authenticator.AuthenticateAsync(context) is { } outcome) return outcome;
        return Authentication.Refused(context.Request.Headers.Authorization.Count > 0
            ? "the credentials are none that are accepted here."
            : "say who you are; the header WWW-Authenticate tells how.");
    }
}
