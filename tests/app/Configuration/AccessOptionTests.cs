using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class AccessOptionTests : IDisposable
{
    private const string Token = "\"AccessTokens\": { \"ci\": \"0123456789-0123456789\" }, \"AccessRoles\": { \"token:ci\": \"viewer\" }";
    private const string Oidc = "\"AuthenticationMethod\": \"oidc\", \"OidcAuthority\": \"https://id.example.com/tenant\", \"OidcAudiences\": [\"api://ham4db\"]";

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "AuthenticationMethod": "oauth" }""", "AuthenticationMethod")]
    [InlineData("""{ "AuthenticationMethod": "basic", "HTTPAuthPassword": "p" }""", "HTTPAuthUser")]
    [InlineData("""{ "AuthenticationMethod": "basic", "HTTPAuthUser": "a:b", "HTTPAuthPassword": "p" }""", "HTTPAuthUser")]
    [InlineData("""{ "AuthenticationMethod": "basic", "HTTPAuthUser": "u" }""", "HTTPAuthPassword")]
    [InlineData("""{ "AuthenticationMethod": "multi", "HTTPAuthUser": "u", "HTTPAuthPassword": "p" }""", "HTTPReadOnlyPassword")]
    [InlineData("""{ "AuthenticationMethod": "multi", "HTTPAuthUser": "readonly", "HTTPAuthPassword": "p", "HTTPReadOnlyPassword": "q" }""", "HTTPReadOnlyUser")]
    [InlineData("""{ "AuthenticationMethod": "proxy", "AuthUserHeader": "" }""", "AuthUserHeader")]
    [InlineData("""{ "AuthenticationMethod": "proxy", "AuthProxyAddresses": ["proxy.example.com"] }""", "AuthProxyAddresses")]
    [InlineData("""{ "AuthenticationMethod": "proxy", "PowerAuthUsers": ["a"], "AccessRoles": { "user:a": "admin" } }""", "PowerAuthUsers")]
    [InlineData("""{ "AuthenticationMethod": "token" }""", "AccessTokens")]
    [InlineData("""{ "AuthenticationMethod": "token", "AccessTokens": { "ci": "0123456789-0123456789" } }""", "AccessTokens")]
    [InlineData("""{ "AuthenticationMethod": "token", "AccessTokens": { "ci": "short" }, "AccessRoles": { "token:ci": "viewer" } }""", "AccessTokens")]
    [InlineData("""{ "AuthenticationMethod": "token", "AccessTokens": { "ci": "sha256:abcd" }, "AccessRoles": { "token:ci": "viewer" } }""", "AccessTokens")]
    [InlineData("""{ "AuthenticationMethod": "token", "AccessTokens": { "ci": "@Microsoft.KeyVault(SecretUri=https://v/secrets/s)" }, "AccessRoles": { "token:ci": "viewer" } }""", "AccessTokens")]
    [InlineData("""{ "AuthenticationMethod": "token", "AccessTokens": { "ci": "0123456789-0123456789" }, "AccessRoles": { "token:ci": "owner" } }""", "AccessRoles")]
    [InlineData("{ " + Token + " }", "AccessTokens AccessRoles")]
    [InlineData("""{ "AuthenticationMethod": "oidc", "OidcAudiences": ["a"] }""", "OidcAuthority")]
    [InlineData("""{ "AuthenticationMethod": "oidc", "OidcAudiences": ["a"], "OidcAuthority": "http://id.example.com" }""", "OidcAuthority")]
    [InlineData("""{ "AuthenticationMethod": "oidc", "OidcAuthority": "https://id.example.com" }""", "OidcAudiences")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"alice\": \"admin\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:\": \"admin\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"token:x\": \"admin\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:a\": \"operator on\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:a\": \"operator shop\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:a\": \"operator on alias~=(\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:a\": \"3\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:a\": \"none\" } }", "AccessRoles")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:a\": \"\" } }", "AccessRoles")]
    [InlineData("""{ "UseSSL": true }""", "UseSSL")]
    [InlineData("""{ "UseMutualTLS": true }""", "UseMutualTLS")]
    public void What_leaves_open_who_may_do_what_is_an_error(string json, string keys) =>
        Assert.Equal(keys.Split(' '), _folder.ErrorsOf(json).Select(error => error.Key));

    [Theory]
    [InlineData("""{ "AuthenticationMethod": "none" }""")]
    [InlineData("""{ "AuthenticationMethod": "Basic", "HTTPAuthUser": "u", "HTTPAuthPassword": "p", "ListenAddress": ":3000" }""")]
    [InlineData("""{ "AuthenticationMethod": "multi", "HTTPAuthUser": "u", "HTTPAuthPassword": "p", "HTTPReadOnlyPassword": "q" }""")]
    [InlineData("""{ "AuthenticationMethod": "proxy", "AuthProxyAddresses": ["10.0.0.1", "fd00::/8"], "PowerAuthUsers": ["*"] }""")]
    [InlineData("{ \"AuthenticationMethod\": \"token\", " + Token + " }")]
    [InlineData("{ " + Oidc + ", \"AccessRoles\": { \"user:*\": \"viewer; operator on alias=shop alias~=^test-\" } }")]
    public void What_says_it_is_accepted(string json) => Assert.DoesNotContain(_folder.LoadText(json).Notes, note => note.Level == ConfigurationNoteLevel.Warning);

    [Theory]
    [InlineData("""{ "ListenAddress": ":3000" }""", "ListenAddress")]
    [InlineData("""{ "ListenAddress": "10.0.0.1:3000", "AuthenticationMethod": "none" }""", "ListenAddress")]
    [InlineData("""{ "HTTPAuthPassword": "p" }""", "HTTPAuthPassword")]
    public void An_open_door_is_a_warning(string json, string key) =>
        Assert.Equal(key, Assert.Single(_folder.LoadText(json).Notes, note => note.Level == ConfigurationNoteLevel.Warning).Key);

    [Fact]
    public void On_Azure_a_proxy_cannot_be_told_from_a_caller()
    {
        _folder.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        Assert.Equal("AuthenticationMethod", Assert.Single(_folder.ErrorsOf("""{ "AuthenticationMethod": "proxy" }""")).Key);
    }

    [Fact]
    public void Tokens_are_never_printed()
    {
        var options = _folder.LoadText("{ \"AuthenticationMethod\": \"token\", " + Token + " }").Options;
        Assert.DoesNotContain("0123456789", options.ToString());
        Assert.Equal("{}", new Ham4DbOptions().Redacted()["AccessTokens"]);
    }
}
