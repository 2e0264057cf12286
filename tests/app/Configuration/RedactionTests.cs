using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class RedactionTests
{
    private static readonly Ham4DbOptions Filled = new()
    {
        MySQLTopologyUser = "watcher",
        MySQLTopologyPassword = "hunter2",
        MySQLReplicationPassword = "hunter2",
        ReplicationCredentialsQuery = "select 'r', 'hunter2'",
        Storage = "AccountName=a;AccountKey=hunter2",
        DiscoverySeeds = ["a", "b"],
        ClusterNameToAlias = new Dictionary<string, string> { ["x"] = "y" },
    };

    [Fact]
    public void Secrets_are_never_printed()
    {
        Assert.DoesNotContain("hunter2", Filled.ToString());
        Assert.DoesNotContain("hunter2", $"{new LoadedOptions(Filled, [])}");
        Assert.DoesNotContain("hunter2", string.Join('\n', Filled.Redacted().Values));
        Assert.Equal("(hidden)", Filled.Redacted()[nameof(Filled.Storage)]);
    }

    [Fact]
    public void Everything_else_is_shown()
    {
        var shown = Filled.Redacted();
        Assert.Equal(("watcher", "[a, b]", "{x: y}", "false", "prefer", "5"),
            (shown["MySQLTopologyUser"], shown["DiscoverySeeds"], shown["ClusterNameToAlias"], shown["ReadOnly"], shown["DataLossPolicy"], shown["InstancePollSeconds"]));
    }

    [Fact]
    public void A_secret_that_nobody_set_is_shown_as_such()
    {
        var shown = new Ham4DbOptions().Redacted();
        Assert.Equal(("sqlite", ""), (shown["Storage"], shown["MySQLTopologyPassword"]));
    }

    [Fact]
    public void Every_key_whose_name_speaks_of_a_password_or_credentials_is_secret() =>
        Assert.Equal([], OptionKey.All.Where(key => key.Name.Contains("Password") || key.Name.EndsWith("CredentialsQuery")).Where(key => !key.Rule.Secret).Select(key => key.Name));
}
