using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Bearer tokens that stand in the configuration.</summary>
internal sealed class TokenAuthenticator(Ham4DbOptions options, RoleMap roles) : IAuthenticator
{
    private readonly (SecretHash Hash, CallerIdentity Identity)[] _tokens =
    [
        .. from token in options.AccessTokens
           let hash = SecretHash.Read(token.Value)
           where hash is not null
           select (hash, new CallerIdentity(RoleMap.Token + token.Key, AuthenticationMethods.Token, roles.OfToken(token.Key))),
    ];

    public string Challenge => Credentials.BearerChallenge;

    /// <returns>Null also for a token that is not one of these: it may be one of another kind.</returns>
    public ValueTask<Authentication?> AuthenticateAsync(HttpContext context)
    {
        if (!Credentials.TryGetBearer(context.Request, out var given)) return default;
        var hash = SecretHash.Of(given);
        CallerIdentity? found = null;
        // No early end: the time tells nothing about which tokens there are.
        foreach (var token in _tokens)
            if (token.Hash.Matches(hash)) found = token.Identity;
        return ValueTask.FromResult(found is null ? null : new Authentication(found));
    }
}
