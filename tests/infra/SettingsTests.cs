using System.Text.RegularExpressions;
using Ham4Db.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.Infra.Tests;

/// <summary>The app's settings are those that the app understands.</summary>
public sealed partial class SettingsTests(Compiled compiled)
{
    [Fact]
    public void Every_key_that_the_template_sets_is_one_of_the_options()
    {
        var names = SettingName().Matches(compiled.Text).Select(match => match.Groups[1].Value).Where(name => name.Length > 0).Distinct().ToList();
        Assert.Contains("Storage", names);
        Assert.Equal([], names.Where(name => OptionKey.Find(name) is null));
    }

    [Fact]
    public void Keys_of_the_vault_are_options_that_are_secret()
    {
        var keys = compiled.Parameter("small", "vaultKeys").AsArray().Select(key => key!.GetValue<string>()).ToList();
        Assert.NotEmpty(keys);
        Assert.Equal([], keys.Where(key => OptionKey.Find(key) is not { Rule.Secret: true }));
        // A secret without a setting that refers to it would never be read.
        foreach (var size in Compiled.Sizes) Assert.Equal([], compiled.Parameter(size, "secrets").AsObject().Select(secret => secret.Key).Except(keys));
    }

    [Fact]
    public void No_size_has_a_secret_among_its_plain_settings()
    {
        foreach (var size in Compiled.Sizes) Assert.Equal([], compiled.Parameter(size, "configuration").AsObject().Select(item => item.Key).Where(key => OptionKey.Find(key) is not { Rule.Secret: false }));
    }

    /// <summary>What an app of each size would read at its start, with the addresses that only Azure knows made up.</summary>
    [Theory]
    [InlineData("small")]
    [InlineData("standard")]
    [InlineData("highlyavailable")]
    public void The_app_starts_with_them_and_has_nothing_to_remark(string size)
    {
        using var folder = new TemporaryFolder();
        var settings = compiled.Parameter(size, "configuration").AsObject().ToDictionary(item => $"Ham4Db:{item.Key}", item => (string?)item.Value!.ToString());
        foreach (var key in compiled.Parameter(size, "vaultKeys").AsArray()) settings[$"Ham4Db:{key}"] = "from-the-vault";
        var client = compiled.Parameter(size, "entraClientId").GetValue<string>();
        settings["Ham4Db:AuthenticationMethod"] = "oidc";
        settings["Ham4Db:OidcAuthority"] = "https://login.microsoftonline.com/66666666-7777-8888-9999-000000000000/v2.0";
        settings["Ham4Db:OidcAudiences"] = $"[\"{client}\",\"api://{client}\"]";
        settings["Ham4Db:Storage"] = "https://ham4db.table.core.windows.net/";
        settings["Ham4Db:DataFolder"] = Path.Combine(folder.Path, "data");

        var loaded = new OptionsLoader(_ => null, folder.Path, folder.Path).Load(settings: new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Equal([], loaded.Notes.Where(note => note.Level is not ConfigurationNoteLevel.Information).Select(note => $"{note}"));
        Assert.Equal(["db-1.example.com:3306", "db-2.example.com:3306"], loaded.Options.DiscoverySeeds);
        Assert.Equal([client, $"api://{client}"], loaded.Options.OidcAudiences);
        Assert.Equal("from-the-vault", loaded.Options.MySQLTopologyPassword);
    }

    // The template makes those three out of parameters, so that the values above cannot be its own.
    [Theory]
    [InlineData("AuthenticationMethod")]
    [InlineData("OidcAuthority")]
    [InlineData("OidcAudiences")]
    public void Nobody_gets_in_without_a_token(string key)
    {
        var authentication = compiled.Templates.Select(template => template["variables"]?["authentication"]).Single(variable => variable is not null)!;
        Assert.NotNull(authentication[key]);
        Assert.NotNull(OptionKey.Find(key));
        Assert.Equal("oidc", authentication["AuthenticationMethod"]!.GetValue<string>());
    }

    [Fact]
    public void What_the_host_file_names_is_set()
    {
        var host = Repository.Read("functions", "azure", "host.scheduler.json");
        foreach (var name in new[] { "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "TASKHUB_NAME" })
        {
            Assert.Contains(name, host, StringComparison.Ordinal);
            Assert.Contains($"\"{name}\":", compiled.Text, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("Ham4Db__([A-Za-z0-9]*)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SettingName();
}
