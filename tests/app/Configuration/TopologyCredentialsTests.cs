using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class TopologyCredentialsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new() { Environment = { ["SHOP_PASSWORD"] = "secret-2" } };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_pattern_that_matches_gives_the_account_and_no_match_the_general_one()
    {
        _folder.Write("work/stock.cnf", "[client]\nuser = stock\npassword = 'secret-3'\n");
        var options = _folder.LoadText("""
            {
              "MySQLTopologyUser": "general", "MySQLTopologyPassword": "secret-1",
              "MySQLTopologyCredentials": [
                { "Pattern": "^shop-[0-9]+[.]", "User": "shop", "Password": "${SHOP_PASSWORD}" },
                { "pattern": "10.0.0.7", "file": "stock.cnf" },
                { "Pattern": ":3307$", "User": "side", "Password": "secret-4" }
              ]
            }
            """).Options;
        var engine = MySqlEngineSettings.From(options, new AllowList([]));

        string Account(string host, int port = 3306) => engine.AccountFor!(new InstanceKey(DatabaseEngine.MySql, host, port)) is { } own ? $"{own.User}/{own.Password}" : $"{engine.User}/{engine.Password}";
        Assert.Equal(
            ["shop/secret-2", "shop/secret-2", "stock/secret-3", "side/secret-4", "general/secret-1", "general/secret-1"],
            [Account("shop-1.example"), Account("shop-2.example", 3307), Account("10.0.0.7"), Account("db", 3307), Account("db"), Account("10.0.0.70")]);
        Assert.DoesNotContain("secret", options.ToString());
        Assert.DoesNotContain("secret", string.Concat(options.MySQLTopologyCredentials.Select(account => account.ToString())));
    }

    [Fact]
    public void They_may_be_given_as_JSON_in_a_setting()
    {
        var options = _folder.LoadText("{}", ("Ham4Db:MySQLTopologyCredentials", """[{"Pattern": "db", "User": "u", "Password": "p"}]""")).Options;
        Assert.Equal("u", Assert.Single(options.MySQLTopologyCredentials).User);
    }

    [Theory]
    [InlineData("""[{"User": "u"}]""", "without a Pattern")]
    [InlineData("""[{"Pattern": "(", "User": "u"}]""", "not a regular expression")]
    [InlineData("""[{"Pattern": "a"}]""", "neither a User nor a File")]
    [InlineData("""[{"Pattern": "a", "User": "u", "File": "x"}]""", "both a User and a File")]
    [InlineData("""[{"Pattern": "a", "File": "missing.cnf"}]""", "missing.cnf")]
    [InlineData("""[{"Pattern": "a", "Usr": "hunter2"}]""", "its value is not shown")]
    [InlineData("\"hunter2\"", "its value is not shown")]
    [InlineData("""[{"Pattern": "a", "User": "${NOBODY}"}]""", "NOBODY")]
    public void What_is_wrong_is_said_without_the_secret(string value, string text)
    {
        var error = Assert.Single(_folder.ErrorsOf($$"""{ "MySQLTopologyCredentials": {{value}} }"""));
        Assert.Contains(text, error.Text);
        Assert.DoesNotContain("hunter2", error.Text);
    }

    [Theory]
    [InlineData(false, false, "", false, TlsMode.Disabled)]
    [InlineData(true, false, "", false, TlsMode.Preferred)]
    [InlineData(true, false, "ca.pem", false, TlsMode.VerifyHost)]
    [InlineData(false, false, "ca.pem", false, TlsMode.VerifyHost)]
    [InlineData(true, false, "ca.pem", true, TlsMode.Preferred)]
    [InlineData(false, true, "", false, TlsMode.Required)]
    [InlineData(false, true, "ca.pem", true, TlsMode.Required)]
    [InlineData(true, true, "ca.pem", false, TlsMode.VerifyHost)]
    public void Mixed_and_mutual_TLS_mean_what_they_say(bool mixed, bool mutual, string authorities, bool skip, TlsMode mode)
    {
        var options = new Ham4DbOptions { MySQLTopologyUseMixedTLS = mixed, MySQLTopologyUseMutualTLS = mutual, MySQLTopologySSLCAFile = authorities, MySQLTopologySSLSkipVerify = skip };
        Assert.Equal(mode, MySqlEngineSettings.From(options, new AllowList([])).TlsMode);
    }
}
