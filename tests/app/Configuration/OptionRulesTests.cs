namespace Ham4Db.Functions.Tests.Configuration;

public sealed class OptionRulesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "FailMasterPromotionIfSQLThreadNotUpToDate": true, "DelayMasterPromotionIfSQLThreadNotUpToDate": true }""", "DelayMasterPromotionIfSQLThreadNotUpToDate")]
    [InlineData("""{ "FailMasterPromotionOnLagMinutes": 5 }""", "FailMasterPromotionOnLagMinutes")]
    [InlineData("""{ "MySQLTopologyUseMutualTLS": true }""", "MySQLTopologyUseMutualTLS")]
    [InlineData("""{ "MySQLReplicationPassword": "p" }""", "MySQLReplicationUser")]
    public void Keys_that_contradict_each_other_are_an_error(string json, string key) => Assert.Equal(key, Assert.Single(_folder.ErrorsOf(json)).Key);

    [Theory]
    [InlineData("""{ "FailMasterPromotionIfSQLThreadNotUpToDate": true }""")]
    [InlineData("""{ "DelayMasterPromotionIfSQLThreadNotUpToDate": true }""")]
    [InlineData("""{ "FailMasterPromotionOnLagMinutes": 5, "SlaveLagQuery": "select 1" }""")]
    [InlineData("""{ "MySQLReplicationUser": "r", "MySQLReplicationPassword": "p" }""")]
    [InlineData("""{ "RecoverMasterClusterFilters": ["*", "alias=shop", "alias~=^shop", "db-1.example.com:3306", ".*"] }""")]
    [InlineData("""{ "DiscoveryIgnoreHostnameFilters": ["10.0.0.1", "fd00::1", "^test-[[:alpha:]]+", "(?P<x>a)", "10.0"] }""")]
    [InlineData("""{ "DiscoveryAllowedHosts": ["*", "db-*.example.com", "*.example.com:3306", "10.0.0.0/8", "10.1.2.3:3306", "fd00::/8", "[fd00::1]:3306", "db_1"] }""")]
    [InlineData("""{ "DiscoverySeeds": ["db-1", "db_1:3307", "10.0.0.1", "[fd00::1]:3306", "fd00::1", "mysql:db-1:3306", "MySQL:db-1", "opengauss:10.0.0.1:5432"] }""")]
    [InlineData("""{ "Storage": "UseDevelopmentStorage=true" }""")]
    [InlineData("""{ "Storage": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5" }""")]
    [InlineData("""{ "Storage": "https://a.table.core.windows.net" }""")]
    [InlineData("""{ "ListenAddress": ":3000" }""")]
    public void Keys_that_go_together_are_accepted(string json) => Assert.NotNull(_folder.LoadText(json).Options);

    [Theory]
    [InlineData("{}", 3600)]
    [InlineData("""{ "RecoveryPeriodBlockSeconds": 30 }""", 30)]
    [InlineData("""{ "RecoveryPeriodBlockMinutes": 2 }""", 120)]
    [InlineData("""{ "RecoveryPeriodBlockMinutes": 2, "RecoveryPeriodBlockSeconds": 30 }""", 30)]
    [InlineData("""{ "RecoveryPeriodBlockMinutes": 2, "RecoveryPeriodBlockSeconds": 0 }""", 120)]
    [InlineData("""{ "RecoveryPeriodBlockSeconds": 0 }""", 3600)]
    [InlineData("""{ "RecoveryPeriodBlockMinutes": 0 }""", 0)]
    public void The_block_after_a_recovery_is_in_seconds_whichever_key_gave_it(string json, int seconds) =>
        Assert.Equal(seconds, _folder.LoadText(json).Options.RecoveryPeriodBlockSeconds);

    [Theory]
    [InlineData("{}", 10)]
    [InlineData("""{ "ReasonableReplicationLagSeconds": 7 }""", 7)]
    [InlineData("""{ "ReasonableReplicationLagSeconds": 7, "ReasonableLockedSemiSyncMasterSeconds": 3 }""", 3)]
    public void A_locked_primary_is_given_the_reasonable_lag_where_nothing_else_is_said(string json, int seconds) =>
        Assert.Equal(seconds, _folder.LoadText(json).Options.ReasonableLockedSemiSyncMasterSeconds);

    [Theory]
    [InlineData(null, null, "/home/somebody/.local/state/ham4db")]
    [InlineData(null, "/var/state", "/var/state/ham4db")]
    [InlineData(null, "relative", "/home/somebody/.local/state/ham4db")]
    [InlineData("~/data", null, "/home/somebody/data")]
    [InlineData("/srv/ham4db", "/var/state", "/srv/ham4db")]
    public void The_data_folder_is_absolute(string? given, string? state, string expected)
    {
        if (state is not null) _folder.Environment["XDG_STATE_HOME"] = state;
        Assert.Equal(expected, _folder.Load(null, ("Ham4Db:DataFolder", given)).Options.DataFolder);
    }

    [Fact]
    public void A_relative_data_folder_starts_from_the_working_folder() =>
        Assert.Equal(Path.Combine(_folder.Working, "data"), _folder.LoadText("""{ "DataFolder": "data" }""").Options.DataFolder);

    [Theory]
    [InlineData("[client]\nuser=watcher\npassword=s3cret\n", "watcher", "s3cret")]
    [InlineData("[mysqld]\nuser=mysql\n[client]\n# user=no\n; user=no\n user = watcher \npassword=\"a # b\" # comment\n[mysql]\nuser=other", "watcher", "a # b")]
    [InlineData("[client]\nuser='watcher'\npassword=a=b # comment", "watcher", "a=b")]
    [InlineData("[client]\nuser=watcher\npassword=${PASSWORD}", "watcher", "from the environment")]
    [InlineData("[client]\nuser=watcher", "watcher", "")]
    public void A_credentials_file_replaces_user_and_password(string file, string user, string password)
    {
        _folder.Environment["PASSWORD"] = "from the environment";
        _folder.Write("work/my.cnf", file);
        var options = _folder.LoadText("""{ "MySQLTopologyUser": "x", "MySQLTopologyPassword": "y", "MySQLTopologyCredentialsConfigFile": "my.cnf" }""").Options;
        Assert.Equal((user, password), (options.MySQLTopologyUser, options.MySQLTopologyPassword));
    }

    [Theory]
    [InlineData("", "no user")]
    [InlineData("user=watcher", "no user")]
    [InlineData("[client]\nuser=watcher\npassword=${MISSING}", "MISSING")]
    public void A_credentials_file_without_credentials_is_an_error(string file, string reason)
    {
        _folder.Write("work/my.cnf", file);
        Assert.Contains(reason, Assert.Single(_folder.ErrorsOf("""{ "MySQLTopologyCredentialsConfigFile": "my.cnf" }""")).Text);
    }

    [Fact]
    public void A_certificate_needs_its_key()
    {
        var file = _folder.Write("work/c.pem", "x");
        Assert.Contains("belong together", Assert.Single(_folder.ErrorsOf("""{ "MySQLTopologySSLCertFile": "c.pem" }""")).Text);
        var options = _folder.LoadText("""{ "MySQLTopologySSLCertFile": "c.pem", "MySQLTopologySSLPrivateKeyFile": "c.pem", "MySQLTopologyUseMutualTLS": true }""").Options;
        Assert.Equal((file, file), (options.MySQLTopologySSLCertFile, options.MySQLTopologySSLPrivateKeyFile));
    }
}
