using System.Security.Claims;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Bearer tokens of Entra ID or another OpenID provider, which are signed with its keys.</summary>
internal sealed class OidcAuthenticator(Ham4DbOptions options, RoleMap roles, OidcKeys keys) : IAuthenticator
{
    // Asymmetric ones only: with the others, whoever can check a token could make one.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new();

    public string Challenge => Credentials.BearerChallenge;

    public async ValueTask<Authentication?> AuthenticateAsync(HttpContext context)
    {
        if (!Credentials.TryGetBearer(context.Request, out var token)) return null;
        if (!_handler.CanReadToken(token)) return Authentication.Refused("the bearer token is no JSON web token.");
        var known = await keys.GetAsync(missed: null, context.RequestAborted);
        var result = await ValidateAsync(token, known);
        if (result.Exception is SecurityTokenInvalidSignatureException)
        {
            // The provider may have changed its keys since they were read.
            var newer = await keys.GetAsync(missed: known, context.RequestAborted);
            if (!ReferenceEquals(newer, known)) result = await ValidateAsync(token, newer);
        }

        return result.IsValid ? Identify(result.ClaimsIdentity) : Authentication.Refused(Explain(result.Exception));
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration known) => _handler.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = known.Issuer,
        ValidAudiences = options.OidcAudiences,
        IssuerSigningKeys = known.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = TimeSpan.FromMinutes(1),
    });

    private Authentication Identify(ClaimsIdentity claims)
    {
        string[] Values(string type) => [.. claims.FindAll(type).Select(claim => claim.Value)];
        if (Values("sub") is not [var subject] || !CallerIdentity.IsName(subject)) return Authentication.Refused("the token does not say whose it is: it has no claim sub.");
        var name = Values(options.OidcNameClaim) is [var given] && CallerIdentity.IsName(given) ? given : subject;
        var appRoles = Values(options.OidcRolesClaim);
        var grants = roles.NamesPeople ? roles.OfPerson([subject, .. Values("oid")], Values(options.OidcGroupsClaim), appRoles) : OfAppRoles(appRoles);
        return new(new CallerIdentity(name, AuthenticationMethods.Oidc, grants));
    }

    // Where nothing says otherwise, the provider's roles are called like ours.
    private static IReadOnlyList<RoleGrant> OfAppRoles(string[] names) =>
    [
        .. from role in Enum.GetValues<AccessRole>()
           where role >= AccessRole.Agent && names.Contains(role.ToString(), StringComparer.OrdinalIgnoreCase)
           select new RoleGrant(role, []),
    ];

    private static string Explain(Exception exception) => exception switch
    {
        SecurityTokenExpiredException => "the token has expired.",
        SecurityTokenNotYetValidException => "the token is not valid yet.",
        SecurityTokenInvalidAudienceException => "the token is meant for another audience.",
        SecurityTokenInvalidIssuerException => "the token comes from another issuer.",
        SecurityTokenInvalidSignatureException => "the token's signature does not fit to the provider's keys.",
        SecurityTokenNoExpirationException => "the token never expires, which is not accepted.",
        _ => "the token is not valid.",
    };
}
