namespace Ham4Db.Functions.Tests.Configuration;

public sealed class VariableTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("${USER_NAME}", "alice")]
    [InlineData("x-${USER_NAME}-y", "x-alice-y")]
    [InlineData("${USER_NAME}${EMPTY}${USER_NAME}", "alicealice")]
    [InlineData("$${USER_NAME}", "${USER_NAME}")]
    [InlineData("$USER_NAME", "$USER_NAME")]
    [InlineData("${not a name}", "${not a name}")]
    [InlineData("${NESTED}", "${USER_NAME}")]
    public void Variables_are_replaced_once(string written, string expected)
    {
        _folder.Environment["USER_NAME"] = "alice";
        _folder.Environment["EMPTY"] = "";
        _folder.Environment["NESTED"] = "${USER_NAME}";
        Assert.Equal(expected, _folder.LoadText($$"""{ "MySQLTopologyUser": "{{written}}" }""").Options.MySQLTopologyUser);
        Assert.Equal(expected, _folder.Load(null, ("Ham4Db:MySQLTopologyUser", written)).Options.MySQLTopologyUser);
    }

    [Fact]
    public void Variables_stand_in_lists_maps_and_numbers_too()
    {
        _folder.Environment["SEED"] = "db-1:3306";
        _folder.Environment["SEEDS"] = "a,b";
        _folder.Environment["NUMBER"] = "17";
        var options = _folder.LoadText("""
            { "DiscoverySeeds": ["${SEED}", "c"], "DiscoveryAllowedHosts": "${SEEDS}", "AuditPurgeDays": "${NUMBER}", "ClusterNameToAlias": { "x": "${SEED}" } }
            """).Options;
        Assert.Equal(["db-1:3306", "c"], options.DiscoverySeeds);
        Assert.Equal(["a", "b"], options.DiscoveryAllowedHosts);
        Assert.Equal(17, options.AuditPurgeDays);
        Assert.Equal("db-1:3306", options.ClusterNameToAlias["x"]);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_an_error_that_names_key_and_variable()
    {
        var error = Assert.Single(_folder.ErrorsOf("""{ "MySQLTopologyPassword": "${MISSING_ONE}" }"""));
        Assert.Equal("MySQLTopologyPassword uses the environment variable MISSING_ONE, which is not set.", error.Text);
        Assert.Contains("MISSING_ONE, OTHER, which are", Assert.Single(_folder.ErrorsOf("""{ "DiscoverySeeds": ["${MISSING_ONE}", "${OTHER}"] }""")).Text);
    }

    [Fact]
    public void The_error_of_a_wrong_value_shows_what_is_written_and_not_what_the_variable_holds()
    {
        _folder.Environment["NUMBER"] = "hunter2";
        var text = Assert.Single(_folder.ErrorsOf("""{ "AuditPurgeDays": "${NUMBER}" }""")).Text;
        Assert.Contains("\"${NUMBER}\"", text);
        Assert.DoesNotContain("hunter2", text);
    }
}
