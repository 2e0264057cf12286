using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>The ways to say who one is.</summary>
public sealed class AuthenticationTests
{
    private const string Change = "/api/ack-all-recoveries?comment=seen";
    private const string AdminChange = "/api/disable-global-recoveries";

    [Fact]
    public async Task Nobody_is_asked_where_nothing_is_configured()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(AdminChange)).Status);
        var me = (await host.GetAsync("/api/v2/me")).Raw;
        Assert.Equal("name method role limited isReadOnly", me.Names());
        Assert.Equal("""{"name":null,"method":"none","role":"admin","limited":[],"isReadOnly":false}""", me.GetRawText());
    }

    [Fact]
    public async Task Basic_has_one_user_who_may_do_everything()
    {
        await using var host = await ApiHost.StartAsync(options => options with { AuthenticationMethod = "basic", HTTPAuthUser = "dba", HTTPAuthPassword = "pä:ss" });
        var right = Callers.Basic("dba", "pä:ss");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(AdminChange, right)).Status);
        Assert.Equal("dba", (await host.GetAsync("/api/v2/me", right)).Raw.GetProperty("name").GetString());
        foreach (var wrong in new[] { Callers.Basic("dba", "pass"), Callers.Basic("dba", ""), Callers.Basic("", "pä:ss"), Callers.Basic("DBA", "pä:ss"), Callers.Basic("readonly", ""), ("Authorization", "Basic ???"), ("Authorization", "Basic"), ("Authorization", "Bearer dba"), ("Authorization", "") })
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters", wrong)).Status);
    }

    [Fact]
    public async Task Multi_has_a_second_user_who_needs_a_password_too_and_may_read()
    {
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "multi",
            HTTPAuthUser = "dba",
            HTTPAuthPassword = "one",
            HTTPReadOnlyPassword = "two",
        });
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(AdminChange, Callers.Basic("dba", "one"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/clusters", Callers.Basic("readonly", "two"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters", Callers.Basic("readonly", "anything"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters", Callers.Basic("dba", "two"))).Status);
        var refused = await host.GetAsync(Change, Callers.Basic("readonly", "two"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(("ERROR", "Unauthorized: this needs the role operator, and readonly has viewer."), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task After_many_wrong_passwords_the_right_one_waits_too_and_other_users_do_not()
    {
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "multi",
            HTTPAuthUser = "dba",
            HTTPAuthPassword = "one",
            HTTPReadOnlyPassword = "two",
        });
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 300 && last != HttpStatusCode.TooManyRequests; i++) last = (await host.GetAsync("/api/clusters", Callers.Basic("dba", $"wrong {i}"))).Status;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/clusters", Callers.Basic("readonly", "two"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/_ping", Callers.Basic("dba", "wrong"))).Status);
    }

    [Fact]
    public async Task A_proxy_names_user_and_groups()
    {
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "proxy",
            PowerAuthUsers = ["alice"],
            PowerAuthGroups = ["dba"],
        });
        (string, string) user = ("X-Forwarded-User", "bob"), groups = ("X-Forwarded-Groups", "staff, dba");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(AdminChange, ("X-Forwarded-User", "alice"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(AdminChange, user, groups)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync(Change, user)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/clusters", user)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters", groups)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters", ("X-Forwarded-User", ""))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/clusters", user, ("X-Forwarded-User", "alice"))).Status);
    }

    [Fact]
    public async Task Who_is_not_a_listed_proxy_is_not_believed()
    {
        await using var host = await ApiHost.StartAsync(options => options with { AuthenticationMethod = "proxy", AuthProxyAddresses = ["192.0.2.0/24", "2001:db8::1"] });
        var refused = await host.GetAsync("/api/clusters", ("X-Forwarded-User", "alice"), ("X-Forwarded-For", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Contains("AuthProxyAddresses", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_of_the_configuration_replace_the_powerful_users_of_a_proxy()
    {
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "proxy",
            AccessRoles = new Dictionary<string, string> { ["user:*"] = "viewer", ["group:dba"] = "operator", ["user:alice"] = "admin" },
        });
        (string, string)[] bob = [("X-Forwarded-User", "bob")], dba = [.. bob, ("X-Forwarded-Groups", "dba")];
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/clusters", bob)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync(Change, bob)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(Change, dba)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync(AdminChange, dba)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(AdminChange, ("X-Forwarded-User", "alice"))).Status);
    }

    [Fact]
    public async Task Tokens_may_be_hashes_and_are_accepted_beside_other_methods()
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a token that nobody guesses"u8));
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = "basic",
            HTTPAuthUser = "dba",
            HTTPAuthPassword = "one",
            AccessTokens = new Dictionary<string, string> { ["ci"] = "sha256:" + hash },
            AccessRoles = new Dictionary<string, string> { ["token:ci"] = "viewer" },
        });
        Assert.Equal("token:ci", (await host.GetAsync("/api/v2/me", Callers.Bearer("a token that nobody guesses"))).Raw.GetProperty("name").GetString());
        Assert.Equal("dba", (await host.GetAsync("/api/v2/me", Callers.Basic("dba", "one"))).Raw.GetProperty("name").GetString());
        foreach (var wrong in new[] { "sha256:" + hash, hash, "", "a token that nobody guesses." })
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/v2/me", Callers.Bearer(wrong))).Status);
        var challenges = (await host.Http.GetAsync("/api/clusters", ApiHost.Cancellation)).Headers.WwwAuthenticate.Select(value => value.Scheme);
        Assert.Equal(["Bearer", "Basic"], challenges);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/no-such-path")]
    [InlineData("/nothing")]
    public async Task What_is_not_there_is_told_only_to_who_is_known(string path)
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens());
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync(HttpMethod.Head, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Head, path, Callers.Bearer(Callers.Viewer))).Status);
    }

    [Fact]
    public async Task The_name_is_in_the_audit_and_a_header_does_not_change_it()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens());
        _ = (await host.GetAsync(AdminChange, Callers.Bearer(Callers.Admin), ("X-Ham4Db-Actor", "somebody-else"))).Ok;
        var rows = await host.Store.GetAuditAsync(null, ApiHost.Cancellation).ToListAsync(ApiHost.Cancellation);
        Assert.Equal("token:a", Assert.Single(rows).Actor);
    }
}
