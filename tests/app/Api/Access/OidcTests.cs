using System.Net;
using System.Text;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>Bearer tokens of an OpenID provider.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private LoopbackProvider _provider = null!;
    private OidcKeys _keys = null!;
    private Ham4DbOptions _options = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await LoopbackProvider.StartAsync();
        _options = new Ham4DbOptions { AuthenticationMethod = "oidc", OidcAuthority = _provider.Address, OidcAudiences = ["other", LoopbackProvider.Audience] };
        _keys = new OidcKeys(_options, _time, NullLogger<OidcKeys>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_the_provider_says_who_it_is()
    {
        var token = _provider.Token(claims: [("preferred_username", "alice@example.com"), ("roles", new[] { "Operator", "unknown" })]);
        var identity = (await AskAsync(token)).Identity!;
        Assert.Equal(("alice@example.com", AccessRole.Operator), (identity.Name, identity.RoleEverywhere));
    }

    [Fact]
    public async Task Without_a_role_it_may_nothing()
    {
        var identity = (await AskAsync(_provider.Token())).Identity!;
        Assert.Equal(("4711", AccessRole.None), (identity.Name, identity.HighestRole));
    }

    [Fact]
    public async Task Roles_are_of_subjects_groups_and_app_roles_and_never_of_a_name_that_one_chooses()
    {
        _options = _options with
        {
            AccessRoles = new Dictionary<string, string> { ["user:4711"] = "viewer", ["group:g1"] = "operator", ["role:Ham4Db.Admin"] = "admin", ["user:root"] = "admin" },
        };
        async Task<AccessRole> RoleAsync(params (string, object)[] claims) => (await AskAsync(_provider.Token(claims: claims))).Identity!.HighestRole;
        Assert.Equal(AccessRole.Viewer, await RoleAsync());
        Assert.Equal(AccessRole.Operator, await RoleAsync(("groups", new[] { "g0", "g1" })));
        Assert.Equal(AccessRole.Admin, await RoleAsync(("roles", new[] { "Ham4Db.Admin" })));
        Assert.Equal(AccessRole.Admin, await RoleAsync(("roles", "Ham4Db.Admin")));
        Assert.Equal(AccessRole.None, await RoleAsync(("sub", "4712"), ("preferred_username", "root"), ("roles", new[] { "admin" })));
        Assert.Equal(AccessRole.Admin, await RoleAsync(("sub", "4712"), ("oid", "root")));
    }

    [Fact]
    public async Task What_is_wrong_with_a_token_is_told()
    {
        var valid = _provider.Token();
        var parts = valid.Split('.');
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + "." + parts[1] + ".";
        // Somebody signs with the public key as if it were a shared secret.
        var shared = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Base64UrlEncoder.Encode(_provider.Key.Rsa.ExportRSAPublicKey()))) { KeyId = _provider.Key.KeyId };
        foreach (var (token, problem) in new[]
        {
            (_provider.Token(issuer: "https://evil.example.com"), "the token comes from another issuer."),
            (_provider.Token(audience: "api://something-else"), "the token is meant for another audience."),
            (_provider.Token(validForSeconds: -3600), "the token has expired."),
            (_provider.Token(key: LoopbackProvider.NewKey("first")), "the token's signature does not fit to the provider's keys."),
            (_provider.Token(key: LoopbackProvider.NewKey("nobody's")), "the token's signature does not fit to the provider's keys."),
            (_provider.Token(key: shared, algorithm: SecurityAlgorithms.HmacSha256), "the token's signature does not fit to the provider's keys."),
            (unsigned, "the token's signature does not fit to the provider's keys."),
            (parts[0] + "." + Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("4711", "4712", StringComparison.Ordinal)) + "." + parts[2], "the token's signature does not fit to the provider's keys."),
            ("not a token", "the bearer token is no JSON web token."),
            (_provider.Token(claims: [("sub", "")]), "the token does not say whose it is: it has no claim sub."),
        })
        {
            var outcome = await AskAsync(token);
            Assert.Null(outcome.Identity);
            Assert.Equal(problem, outcome.Problem);
        }

        Assert.NotNull((await AskAsync(valid)).Identity);
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_a_token_names_it_and_an_old_one_is_forgotten()
    {
        var old = _provider.Token();
        Assert.NotNull((await AskAsync(old)).Identity);
        _provider.Rotate("second", keepOld: false);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull((await AskAsync(_provider.Token())).Identity);
        Assert.Null((await AskAsync(old)).Identity);
    }

    [Fact]
    public async Task Who_invents_keys_does_not_make_the_provider_be_asked_each_time()
    {
        Assert.NotNull((await AskAsync(_provider.Token())).Identity);
        for (var i = 0; i < 20; i++) Assert.Null((await AskAsync(_provider.Token(key: LoopbackProvider.NewKey($"k{i}")))).Identity);
        Assert.Equal(1, _provider.Reads);
        _time.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 20; i++) Assert.Null((await AskAsync(_provider.Token(key: LoopbackProvider.NewKey($"k{i}")))).Identity);
        Assert.Equal(2, _provider.Reads);
    }

    [Fact]
    public async Task Keys_are_read_again_each_hour()
    {
        _ = await AskAsync(_provider.Token());
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.NotNull((await AskAsync(_provider.Token())).Identity);
        Assert.Equal(2, _provider.Reads);
    }

    [Fact]
    public async Task While_the_provider_is_away_known_keys_hold()
    {
        var token = _provider.Token();
        Assert.NotNull((await AskAsync(token)).Identity);
        await _provider.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(2));
        Assert.NotNull((await AskAsync(token)).Identity);
    }

    [Fact]
    public async Task The_service_accepts_them_and_names_their_owner_in_the_audit()
    {
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "oidc",
            OidcAuthority = _provider.Address,
            OidcAudiences = [LoopbackProvider.Audience],
        });
        var admin = Callers.Bearer(_provider.Token(claims: [("preferred_username", "alice"), ("roles", new[] { "admin" })]));
        _ = (await host.GetAsync("/api/disable-global-recoveries", admin)).Ok;
        Assert.Equal("alice", (await host.Store.GetAuditAsync(null, ApiHost.Cancellation).ToListAsync(ApiHost.Cancellation)).Single().Actor);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync("/api/clusters", Callers.Bearer(_provider.Token()))).Status);
        var expired = await host.GetAsync("/api/v2/clusters", Callers.Bearer(_provider.Token(validForSeconds: -3600)));
        Assert.Equal("Unauthorized: the token has expired.", expired.Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_asked_is_told_as_such()
    {
        var token = _provider.Token();
        await _provider.DisposeAsync();
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "oidc",
            OidcAuthority = "http://127.0.0.1:1/tenant",
            OidcAudiences = [LoopbackProvider.Audience],
        });
        var reply = await host.GetAsync("/api/v2/clusters", Callers.Bearer(token));
        Assert.Contains("cannot be asked for its keys", reply.Problem(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/lb-check", Callers.Bearer(token))).Status);
    }

    private async Task<Authentication> AskAsync(string token)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer " + token;
        return (await new OidcAuthenticator(_options, new RoleMap(_options.AccessRoles), _keys).AuthenticateAsync(context))!;
    }
}
