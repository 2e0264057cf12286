using System.Text.Json;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

/// <summary>Files of Ham4DB and orchestrator with every key that these have, as somebody might have written them.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new() { Environment = { ["HAM4DB_TEST_PASSWORD"] = "from the environment" } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ham4db.conf.json", 187)]
    [InlineData("orchestrator.conf.json", 191)]
    public void A_file_with_every_key_loads_as_it_is_and_the_report_names_what_is_ignored(string name, int count)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configuration", "Samples", name));
        _folder.Write("work/" + name, text);

        var loaded = _folder.Load();

        using var json = JsonDocument.Parse(text);
        var keys = json.RootElement.EnumerateObject().Select(pair => pair.Name).ToList();
        Assert.Equal(count, keys.Count);
        Assert.DoesNotContain(loaded.Notes, note => note.Text.Contains("is not a key", StringComparison.Ordinal));
        var ignored = keys.Where(key => OptionKey.Find(key) is null).Order(StringComparer.Ordinal);
        Assert.Equal(ignored, loaded.Notes.Where(note => note.Text.Contains("has no effect", StringComparison.Ordinal)).Select(note => note.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("@@report_host", "^ip-", "SELECT 1", ":3000"), (loaded.Options.MySQLHostnameResolveMethod, loaded.Options.RejectHostnameResolvePattern, loaded.Options.ReplicationLagQuery, loaded.Options.ListenAddress));
        Assert.Equal("^db-", Assert.Single(loaded.Options.ClusterNameToAlias).Key);
        Assert.DoesNotContain("from the environment", loaded.Options.ToString());
    }

    [Fact]
    public void Every_value_of_a_key_in_force_reaches_the_options()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configuration", "Samples", "ham4db.conf.json"));
        var options = _folder.LoadText(text).Options;
        using var json = JsonDocument.Parse(text);
        foreach (var (key, value) in json.RootElement.EnumerateObject().Select(pair => (OptionKey.Find(pair.Name), pair.Value)))
        {
            if (key is null || key.Name is nameof(options.MySQLTopologyPassword) || value.ValueKind is JsonValueKind.Array or JsonValueKind.Object) continue;
            if (key.Name is nameof(options.DataFolder) or nameof(options.ReasonableLockedSemiSyncMasterSeconds)) continue;
            var expected = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
            Assert.Equal((key.Name, expected), (key.Name, Convert.ToString(key.Get(options)) is { } shown && key.Type == typeof(bool) ? shown.ToLowerInvariant() : Convert.ToString(key.Get(options))));
        }
    }
}
