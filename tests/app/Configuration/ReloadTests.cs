using System.Text.RegularExpressions;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class ReloadTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_can_change_in_a_running_process_does_and_the_rest_is_named()
    {
        _folder.Write("work/ham4db.conf.json", """{ "RecoveryPeriodBlockSeconds": 60, "MySQLTopologyUser": "one", "RecoverMasterClusterFilters": ["a"] }""");
        var state = ConfigurationState.Load(Loader(), file: null, settings: null);
        var options = state.Options;

        _folder.Write("work/ham4db.conf.json", """{ "RecoveryPeriodBlockSeconds": 5, "MySQLTopologyUser": "two", "RecoverMasterClusterFilters": ["a"], "RaftEnabled": true, "Xyzzy": 1 }""");
        var outcome = state.Reload(furtherFile: null);

        Assert.Equal(["RecoveryPeriodBlockSeconds"], outcome.InForce);
        Assert.Equal(["MySQLTopologyUser"], outcome.AtNextStart);
        Assert.Equal((5, "one"), (options.RecoveryPeriodBlockSeconds, options.MySQLTopologyUser));
        Assert.StartsWith("Config reloaded in this process. In force now: RecoveryPeriodBlockSeconds. From the next start on: MySQLTopologyUser. ", outcome.ToString());
        Assert.EndsWith("Xyzzy is not a key that Ham4Db knows.", outcome.ToString());
        Assert.Contains(state.Notes, note => note.Key == "RaftEnabled");
    }

    [Fact]
    public void A_further_file_is_stronger_until_the_next_reload_without_it()
    {
        _folder.Write("work/ham4db.conf.json", """{ "RecoveryPeriodBlockSeconds": 60 }""");
        var further = _folder.Write("work/further.json", """{ "RecoveryPeriodBlockSeconds": 5, "PreventCrossRegionMasterFailover": true }""");
        var state = ConfigurationState.Load(Loader(), file: null, settings: null);

        state.Reload(further);
        Assert.Equal((5, true), (state.Options.RecoveryPeriodBlockSeconds, state.Options.PreventCrossRegionMasterFailover));
        state.Reload(furtherFile: null);
        Assert.Equal((60, false), (state.Options.RecoveryPeriodBlockSeconds, state.Options.PreventCrossRegionMasterFailover));
        Assert.Equal("Config reloaded in this process. Nothing has changed.", state.Reload(furtherFile: null).ToString());
    }

    [Theory]
    [InlineData("""{ "RecoveryPeriodBlockSeconds": "soon", "InstancePollSeconds": 9 }""", "further.json", "RecoveryPeriodBlockSeconds is \"soon\"")]
    [InlineData("not JSON", "further.json", "not valid JSON")]
    [InlineData("{}", "further.conf", "ends in .json")]
    public void Where_something_is_wrong_nothing_changes(string text, string name, string error)
    {
        var state = ConfigurationState.Load(Loader(), file: null, settings: null);
        var exception = Assert.Throws<ConfigurationException>(() => state.Reload(_folder.Write("work/" + name, text)));
        Assert.Contains(error, exception.Message);
        Assert.Equal(5, state.Options.InstancePollSeconds);
    }

    [Fact]
    public void A_configuration_made_in_code_cannot_be_read_again() =>
        Assert.Contains("cannot be read again", Assert.Throws<ConfigurationException>(() => new ConfigurationState(new Ham4DbOptions()).Reload(null)).Message);

    [Theory]
    [InlineData("functions/app/Hosting/MySqlEngineSettings.cs")]
    [InlineData("functions/app/Hosting/ServiceRegistration.cs")]
    [InlineData("functions/app/Probing/ProbeLimit.cs")]
    public void Keys_that_are_copied_at_the_start_are_listed_as_such(string source)
    {
        var text = File.ReadAllText(Path.Combine(SourceFolder.Path, source));
        var copied = Regex.Matches(text, @"options\.(?<key>[A-Z]\w+)|\{ (?<key>MySQL\w+)|, (?<key>MySQL\w+):", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["key"].Value).Distinct().Where(key => OptionKey.Find(key) is not null).ToList();
        Assert.NotEmpty(copied);
        Assert.Equal([], copied.Where(key => !StartKeys.All.Contains(key)));
        Assert.Equal([], StartKeys.All.Where(key => OptionKey.Find(key) is null));
    }

    private OptionsLoader Loader() => new(_folder.Environment.GetValueOrDefault, _folder.Working, _folder.System);
}
