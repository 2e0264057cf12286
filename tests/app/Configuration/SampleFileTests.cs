using System.Text.Json;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class SampleFileTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_configuration_is_right_as_it_is()
    {
        _folder.Environment["HAM4DB_TOPOLOGY_PASSWORD"] = "one";
        _folder.Environment["HAM4DB_REPLICATION_PASSWORD"] = "two";
        var loaded = _folder.Load(Find("ham4db.conf.sample.json"));
        Assert.DoesNotContain(loaded.Notes, note => note.Level != ConfigurationNoteLevel.Information);
        Assert.Equal(("ham4db", "one"), (loaded.Options.MySQLTopologyUser, loaded.Options.MySQLTopologyPassword));
    }

    [Fact]
    public void The_sample_settings_are_right_as_they_are()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Find("local.settings.sample.json")));
        var values = settings.RootElement.GetProperty("Values").EnumerateObject().Select(pair => (pair.Name.Replace("__", ":"), pair.Value.GetString())).ToArray();
        var loaded = _folder.Load(null, values);
        Assert.Empty(loaded.Notes);
        Assert.Equal(["db-*.example.com", "10.20.0.0/16"], loaded.Options.DiscoveryAllowedHosts);
    }

    private static string Find(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, name))) folder = folder.Parent;
        return Path.Combine(Assert.IsType<DirectoryInfo>(folder).FullName, name);
    }
}
