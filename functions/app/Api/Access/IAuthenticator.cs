using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>One way to say who one is.</summary>
internal interface IAuthenticator
{
    /// <summary>Value of WWW-Authenticate that asks for it.</summary>
    string Challenge { get; }

    /// <summary>Looks at a request's credentials.</summary>
    /// <returns>Null where it has none of this kind.</returns>
    ValueTask<Authentication?> AuthenticateAsync(HttpContext context);
}
