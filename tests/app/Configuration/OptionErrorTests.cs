using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class OptionErrorTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("InstancePollSeconds", "0", "from 1 to 3600")]
    [InlineData("InstancePollSeconds", "-1", "from 1 to 3600")]
    [InlineData("InstancePollSeconds", "3601", "from 1 to 3600")]
    [InlineData("InstancePollSeconds", "1.5", "whole number")]
    [InlineData("InstancePollSeconds", "\"soon\"", "whole number")]
    [InlineData("InstancePollSeconds", "\"\"", "whole number")]
    [InlineData("InstancePollSeconds", "true", "whole number")]
    [InlineData("InstancePollSeconds", "[5]", "whole number")]
    [InlineData("InstancePollSeconds", "99999999999999999999", "whole number")]
    [InlineData("LivenessPollMilliseconds", "99", "from 100 to 1000")]
    [InlineData("LivenessPollMilliseconds", "1001", "from 100 to 1000")]
    [InlineData("DiscoveryMaxConcurrency", "0", "from 1 to 10000")]
    [InlineData("DefaultInstancePort", "65536", "from 1 to 65535")]
    [InlineData("RecoveryPeriodBlockSeconds", "-5", "at least 0")]
    [InlineData("ReadOnly", "\"yes\"", "true, false")]
    [InlineData("ReadOnly", "1", "true, false")]
    [InlineData("DataLossPolicy", "\"some\"", "none, prefer, require")]
    [InlineData("DataLossPolicy", "1", "none, prefer, require")]
    [InlineData("DataLossPolicy", "\"1\"", "none, prefer, require")]
    [InlineData("DataLossPolicyByCluster", "{\"*\": \"some\"}", "none, prefer, require")]
    [InlineData("DataLossPolicyByCluster", "{\"*\": \"1\"}", "none, prefer, require")]
    [InlineData("DataLossPolicyByCluster", "{\"alias~=(\": \"none\"}", "not a regular expression")]
    [InlineData("RecoverIntermediateMasterClusterFilters", "[\"(\"]", "not a regular expression")]
    [InlineData("HostnameResolveMethod", "\"dns\"", "none, default, cname, ip, addr")]
    [InlineData("MySQLHostnameResolveMethod", "\"hostname\"", "none, @@hostname, @@report_host")]
    [InlineData("MySQLTopologyUser", "5", "a text")]
    [InlineData("DiscoverySeeds", "5", "a list of texts")]
    [InlineData("DiscoverySeeds", "[\"a\", 5]", "a list of texts")]
    [InlineData("DiscoverySeeds", "\"[broken\"", "a list of texts")]
    [InlineData("ClusterNameToAlias", "[\"a\"]", "a map of texts")]
    [InlineData("ClusterNameToAlias", "{\"a\": 1}", "a map of texts")]
    [InlineData("ClusterNameToAlias", "\"a\"", "a map of texts")]
    [InlineData("ListenAddress", "\"3000\"", "host")]
    [InlineData("ListenAddress", "\"db.example.com:3000\"", "localhost")]
    [InlineData("ListenAddress", "\"127.0.0.1:70000\"", "127.0.0.1:3000")]
    [InlineData("DiscoverySeeds", "[\"host:port\"]", "host:port")]
    [InlineData("DiscoverySeeds", "[\"bad host:3306\"]", "host:port")]
    [InlineData("DiscoverySeeds", "[\"\"]", "host:port")]
    [InlineData("DiscoveryAllowedHosts", "[\"10.0.0.0/33\"]", "CIDR")]
    [InlineData("DiscoveryAllowedHosts", "[\"10.0.*\"]", "CIDR")]
    [InlineData("DiscoveryAllowedHosts", "[\"db:port\"]", "port")]
    [InlineData("DiscoveryAllowedHosts", "[\"db:0\"]", "port")]
    [InlineData("DiscoveryAllowedHosts", "[\"db_[0-9]\"]", "host name")]
    [InlineData("DiscoveryIgnoreHostnameFilters", "[\"(\"]", "not a regular expression")]
    [InlineData("DiscoveryIgnoreHostnameFilters", "[\"\"]", "empty item")]
    [InlineData("PromotionIgnoreHostnameFilters", "[\"^(?!db)\"]", "look-around")]
    [InlineData("DataCenterPattern", "\"[\"", "not a regular expression")]
    [InlineData("ClusterNameToAlias", "{\"*\": \"all\"}", "not a regular expression")]
    [InlineData("RecoverMasterClusterFilters", "[\"alias~=(\"]", "not a regular expression")]
    [InlineData("RecoverMasterClusterFilters", "[\"\"]", "empty item")]
    [InlineData("MySQLTopologySSLCAFile", "\"/nowhere/ca.pem\"", "a file that can be read")]
    [InlineData("MySQLTopologyCredentialsConfigFile", "\"/nowhere/my.cnf\"", "a file that can be read")]
    public void A_wrong_value_is_an_error_that_names_key_place_value_and_what_is_allowed(string key, string value, string allowed)
    {
        var error = Assert.Single(_folder.ErrorsOf($"{{\n  \"Debug\": false,\n  \"{key}\": {value}\n}}"));
        Assert.Equal(key, error.Key);
        Assert.Contains(key, error.Text);
        Assert.Contains(allowed, error.Text);
        Assert.EndsWith("given.json:3", error.Place);
        if (value is not ("[\"\"]" or "{\"a\": 1}")) Assert.Contains(value.Trim('[', ']', '{', '}').Split(':')[0].Trim('"'), error.Text);
    }

    [Theory]
    [InlineData("Storage", "\"mysql://root:hunter2@db\"")]
    [InlineData("MySQLTopologyPassword", "[\"hunter2\"]")]
    [InlineData("ReplicationCredentialsQuery", "{\"password\": \"hunter2\"}")]
    public void The_wrong_value_of_a_secret_is_not_shown(string key, string value)
    {
        var exception = Assert.Throws<ConfigurationException>(() => _folder.LoadText($$"""{ "{{key}}": {{value}} }"""));
        Assert.Contains(key, exception.Message);
        Assert.DoesNotContain("hunter2", exception.Message);
    }

    [Fact]
    public void All_errors_of_all_sources_are_told_at_once()
    {
        var exception = Assert.Throws<ConfigurationException>(() =>
            _folder.LoadText("{ \"InstancePollSeconds\": 0,\n\"ReadOnly\": 2,\n\"FailMasterPromotionOnLagMinutes\": 1 }", ("Ham4Db:AuditPurgeDays", "x")));
        Assert.Equal(["InstancePollSeconds", "ReadOnly", "AuditPurgeDays", "FailMasterPromotionOnLagMinutes"], exception.Errors.Select(error => error.Key));
        Assert.StartsWith("The configuration has 4 errors:\n", exception.Message);
        Assert.Equal(5, exception.Message.Split('\n').Length);
        Assert.Equal("setting Ham4Db__AuditPurgeDays", exception.Errors[2].Place);
    }

    [Theory]
    [InlineData("{ \"A\": }", 1)]
    [InlineData("{\n\"Debug\": true,\n\"ReadOnly\" true }", 3)]
    [InlineData("{\n\"Debug\": true\n", 3)]
    [InlineData("", 1)]
    [InlineData("{} {}", 1)]
    public void Malformed_JSON_is_an_error_with_its_line(string json, int line)
    {
        var error = Assert.Single(_folder.ErrorsOf(json));
        Assert.Contains($"given.json:{line}:", error.Place);
        Assert.Contains("not valid JSON", error.Text);
        Assert.DoesNotContain("LineNumber", error.Text);
    }

    [Fact]
    public void Errors_before_a_malformed_place_are_told_too() =>
        Assert.Equal(2, _folder.ErrorsOf("{ \"InstancePollSeconds\": 0, oops }").Count);

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    public void A_file_must_hold_an_object(string json) => Assert.Contains("one JSON object", Assert.Single(_folder.ErrorsOf(json)).Text);

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.True(_folder.LoadText("\uFEFF{ \"Debug\": true }").Options.Debug);

    [Fact]
    public void A_Key_Vault_reference_that_nobody_resolved_is_an_error()
    {
        var error = Assert.Single(_folder.ErrorsOf("{}", ("Ham4Db:MySQLTopologyPassword", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)")));
        Assert.Contains("MySQLTopologyPassword is a Key Vault reference", error.Text);
    }
}
