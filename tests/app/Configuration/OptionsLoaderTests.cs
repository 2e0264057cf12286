using Ham4Db.Core.Planning;
using Ham4Db.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class OptionsLoaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_any_source_the_defaults_hold()
    {
        var loaded = _folder.Load();
        Assert.Empty(loaded.Notes);
        Assert.Equal((5, 250, 300), (loaded.Options.InstancePollSeconds, loaded.Options.LivenessPollMilliseconds, loaded.Options.DiscoveryMaxConcurrency));
        Assert.Equal("127.0.0.1:3000", loaded.Options.ListenAddress);
        Assert.True(loaded.Options.UseSuperReadOnly);
        Assert.Equal(DataLossPolicy.Prefer, loaded.Options.DataLossPolicy);
    }

    [Fact]
    public void A_file_sets_every_type_of_value()
    {
        var options = _folder.LoadText("""
            {
              // a comment
              "InstancePollSeconds": 1,
              "ReadOnly": true,
              "MySQLTopologyUser": "watcher",
              "DiscoverySeeds": ["a:1", "b",],
              "DataLossPolicy": "require",
              "ClusterNameToAlias": { "^db-1": "shop", "^db-2": "crm" }, /* and the last comma */
            }
            """).Options;
        Assert.Equal((1, true, "watcher", DataLossPolicy.Require), (options.InstancePollSeconds, options.ReadOnly, options.MySQLTopologyUser, options.DataLossPolicy));
        Assert.Equal(["a:1", "b"], options.DiscoverySeeds);
        Assert.Equal("crm", options.ClusterNameToAlias["^db-2"]);
    }

    [Theory]
    [InlineData("MysqlTopologyUser", "watcher")]
    [InlineData("mysqltopologyuser", "watcher")]
    public void Upper_and_lower_case_of_keys_are_the_same_as_in_Ham4DB(string key, string value) =>
        Assert.Equal(value, _folder.LoadText($$"""{ "{{key}}": "{{value}}" }""").Options.MySQLTopologyUser);

    [Theory]
    [InlineData("SlaveLagQuery", nameof(Ham4DbOptions.ReplicationLagQuery))]
    [InlineData("EnvironmentPattern", nameof(Ham4DbOptions.PhysicalEnvironmentPattern))]
    [InlineData("DetectEnvironmentQuery", nameof(Ham4DbOptions.DetectPhysicalEnvironmentQuery))]
    public void Another_name_of_a_key_sets_it(string alias, string key)
    {
        var loaded = _folder.LoadText($$"""{ "{{alias}}": "select 1" }""");
        Assert.Equal("select 1", loaded.Options.Redacted()[key]);
        Assert.DoesNotContain(loaded.Notes, note => note.Level != ConfigurationNoteLevel.Information);
    }

    [Fact]
    public void Two_names_of_a_key_may_agree_and_must_not_differ()
    {
        Assert.Equal("q", _folder.LoadText("""{ "SlaveLagQuery": "q", "ReplicationLagQuery": "q" }""").Options.ReplicationLagQuery);
        var error = Assert.Single(_folder.ErrorsOf("""{ "SlaveLagQuery": "q", "ReplicationLagQuery": "r" }"""));
        Assert.Contains("SlaveLagQuery and ReplicationLagQuery", error.Text);
        Assert.Equal("q", _folder.LoadText("""{ "ReplicationLagQuery": "r" }""", ("Ham4Db:SlaveLagQuery", "q")).Options.ReplicationLagQuery);
    }

    [Fact]
    public void A_key_given_twice_counts_the_last_time_and_warns()
    {
        var loaded = _folder.LoadText("{ \"InstancePollSeconds\": 2,\n \"InstancePollSeconds\": 3 }");
        Assert.Equal(3, loaded.Options.InstancePollSeconds);
        var note = Assert.Single(loaded.Notes, note => note.Level == ConfigurationNoteLevel.Warning);
        Assert.EndsWith("given.json:2", note.Place);
    }

    [Fact]
    public void Later_files_are_stronger_and_settings_are_strongest()
    {
        _folder.Write("etc/ham4db.conf.json", """{ "InstancePollSeconds": 1, "DiscoveryMaxConcurrency": 1, "AuditPurgeDays": 1, "DefaultInstancePort": 1 }""");
        _folder.Write("work/conf/ham4db.conf.json", """{ "InstancePollSeconds": 2, "DiscoveryMaxConcurrency": 2, "AuditPurgeDays": 2 }""");
        _folder.Write("work/ham4db.conf.json", """{ "InstancePollSeconds": 3, "DiscoveryMaxConcurrency": 3 }""");
        var options = _folder.Load(null, ("Ham4Db:InstancePollSeconds", "4")).Options;
        Assert.Equal((4, 3, 2, 1), (options.InstancePollSeconds, options.DiscoveryMaxConcurrency, options.AuditPurgeDays, options.DefaultInstancePort));
    }

    [Fact]
    public void The_environment_is_stronger_than_app_settings()
    {
        const string prefix = "HAM4DB_CONFIGURATION_TEST_";
        Environment.SetEnvironmentVariable(prefix + "Ham4Db__InstancePollSeconds", "7");
        try
        {
            var settings = new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create("Ham4Db:InstancePollSeconds", (string?)"6"), KeyValuePair.Create("Ham4Db:AuditPurgeDays", (string?)"6")])
                .AddEnvironmentVariables(prefix)
                .Build();
            var options = new OptionsLoader(_ => null, _folder.Working, _folder.System).Load(null, settings).Options;
            Assert.Equal((7, 6), (options.InstancePollSeconds, options.AuditPurgeDays));
        }
        finally
        {
            Environment.SetEnvironmentVariable(prefix + "Ham4Db__InstancePollSeconds", null);
        }
    }

    [Fact]
    public void Files_of_orchestrator_are_read_only_where_there_is_none_of_ours()
    {
        _folder.Write("etc/orchestrator.conf.json", """{ "InstancePollSeconds": 8 }""");
        Assert.Equal(8, _folder.Load().Options.InstancePollSeconds);
        _folder.Write("work/ham4db.conf.json", "{}");
        var loaded = _folder.Load();
        Assert.Equal(5, loaded.Options.InstancePollSeconds);
        Assert.EndsWith("work/ham4db.conf.json", Assert.Single(loaded.Notes).Place);
    }

    [Fact]
    public void A_given_file_is_the_only_one()
    {
        _folder.Write("etc/ham4db.conf.json", """{ "InstancePollSeconds": 1 }""");
        Assert.Equal(5, _folder.LoadText("{}").Options.InstancePollSeconds);
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => _folder.Load("missing.json")).Errors);
        Assert.Equal(Path.Combine(_folder.Working, "missing.json"), error.Place);
        Assert.Contains("cannot be read", error.Text);
    }

    [Fact]
    public void A_list_in_settings_is_given_by_parts_as_JSON_or_with_commas()
    {
        string[] expected = ["a:1", "b:2"];
        Assert.Equal(expected, _folder.Load(null, ("Ham4Db:DiscoverySeeds:1", "b:2"), ("Ham4Db:DiscoverySeeds:0", "a:1")).Options.DiscoverySeeds);
        Assert.Equal(expected, _folder.Load(null, ("Ham4Db:DiscoverySeeds", """["a:1", "b:2"]""")).Options.DiscoverySeeds);
        Assert.Equal(expected, _folder.Load(null, ("Ham4Db:DiscoverySeeds", " a:1 , b:2,")).Options.DiscoverySeeds);
        Assert.Empty(_folder.LoadText("""{ "DiscoverySeeds": ["c"] }""", ("Ham4Db:DiscoverySeeds", "")).Options.DiscoverySeeds);
    }

    [Fact]
    public void Ten_parts_of_a_list_keep_the_order_of_their_numbers()
    {
        var parts = Enumerable.Range(0, 12).Select(number => ($"Ham4Db:DiscoverySeeds:{number}", (string?)$"db-{number}")).ToArray();
        Assert.Equal(Enumerable.Range(0, 12).Select(number => $"db-{number}"), _folder.Load(null, parts).Options.DiscoverySeeds);
    }

    [Fact]
    public void A_list_given_in_two_forms_at_once_is_an_error()
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => _folder.Load(null, ("Ham4Db:DiscoverySeeds", "a"), ("Ham4Db:DiscoverySeeds:0", "b"))).Errors);
        Assert.Contains("keep one", error.Text);
    }

    [Fact]
    public void A_map_in_settings_is_given_by_parts_or_as_JSON()
    {
        Assert.Equal("shop", _folder.Load(null, ("Ham4Db:ClusterNameToAlias:db1", "shop")).Options.ClusterNameToAlias["db1"]);
        Assert.Equal("shop", _folder.Load(null, ("Ham4Db:ClusterNameToAlias", """{"db1":"shop"}""")).Options.ClusterNameToAlias["db1"]);
    }

    [Fact]
    public void A_pattern_with_a_comma_of_its_own_is_not_cut_in_two()
    {
        Assert.Throws<ConfigurationException>(() => _folder.Load(null, ("Ham4Db:DiscoveryIgnoreHostnameFilters", "^db[0-9]{1,2}$")));
        Assert.Equal(["^db[0-9]{1,2}$"], _folder.Load(null, ("Ham4Db:DiscoveryIgnoreHostnameFilters", """["^db[0-9]{1,2}$"]""")).Options.DiscoveryIgnoreHostnameFilters);
    }

    [Fact]
    public void Null_leaves_the_default() =>
        Assert.Equal(["a"], _folder.LoadText("""{ "DiscoveryIgnoreHostnameFilters": null, "DiscoverySeeds": ["a"], "InstancePollSeconds": null }""").Options.DiscoverySeeds);

    [Fact]
    public void Settings_outside_the_section_are_not_ours() => Assert.Empty(_folder.Load(null, ("InstancePollSeconds", "nonsense"), ("Logging:Level", "x")).Notes);

    [Fact]
    public void The_loader_of_the_process_reads_a_given_file() =>
        Assert.Equal(9, new OptionsLoader().Load(_folder.Write("work/one.json", """{ "InstancePollSeconds": 9 }""")).Options.InstancePollSeconds);
}
