using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>A user name and a password: one user who may do everything, with the method <c>multi</c> one who may read, and one for agents.</summary>
internal sealed class BasicAuthenticator : IAuthenticator
{
    private readonly PasswordGuesses _guesses = new();
    private readonly (SecretHash User, SecretHash Password, CallerIdentity Identity)[] _accounts;

    public BasicAuthenticator(Ham4DbOptions options)
    {
        var method = options.AuthenticationMethod;
        _accounts = [Account(options.HTTPAuthUser, options.HTTPAuthPassword, AccessRole.Admin, method)];
        if (method == AuthenticationMethods.Multi)
            _accounts = [.. _accounts, Account(options.HTTPReadOnlyUser, options.HTTPReadOnlyPassword, AccessRole.Viewer, method)];
        if (options.HTTPAgentPassword.Length > 0)
            _accounts = [.. _accounts, Account(options.HTTPAgentUser, options.HTTPAgentPassword, AccessRole.Agent, method)];
    }

    public string Challenge => "Basic realm=\"Ham4Db\", charset=\"UTF-8\"";

    public ValueTask<Authentication?> AuthenticateAsync(HttpContext context) =>
        ValueTask.FromResult(Credentials.TryGetBasic(context.Request, out var user, out var password) ? Check(context, user, password) : null);

    private Authentication Check(HttpContext context, string user, string password)
    {
        var (name, secret) = (SecretHash.Of(user), SecretHash.Of(password));
        CallerIdentity? named = null, proven = null;
        // Every account is looked at, so that the time tells nothing about which there are.
        foreach (var account in _accounts)
        {
            var (isUser, isPassword) = (account.User.Matches(name), account.Password.Matches(secret));
            if (isUser) named = account.Identity;
            if (isUser & isPassword) proven = account.Identity;
        }

        var key = $"{context.Connection.RemoteIpAddress} {named?.Name}";
        if (_guesses.AreSpent(key)) return new(null, "too many wrong passwords came from there; wait a moment.", PasswordGuesses.Pause);
        if (proven is not null) return new(proven);
        _guesses.Count(key);
        return Authentication.Refused("the user name or the password is wrong.");
    }

    private static (SecretHash User, SecretHash Password, CallerIdentity Identity) Account(string user, string password, AccessRole role, string method) =>
        (SecretHash.Of(user), SecretHash.Of(password), new(user, method, RoleGrant.Everywhere(role)));
}
