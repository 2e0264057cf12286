using Ham4Db.Functions.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

/// <summary>A working folder and an environment of a test's own.</summary>
public sealed class ConfigurationFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ham4db-configuration-").FullName;

    public ConfigurationFolder()
    {
        Directory.CreateDirectory(Path.Combine(_root, "etc"));
        Directory.CreateDirectory(Path.Combine(_root, "work", "conf"));
    }

    public Dictionary<string, string> Environment { get; } = new() { ["HOME"] = "/home/somebody" };

    public string Working => Path.Combine(_root, "work");

    public string System => Path.Combine(_root, "etc");

    public string Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        File.WriteAllText(full, text);
        return full;
    }

    public LoadedOptions Load(string? file = null, params (string Key, string? Value)[] settings) =>
        new OptionsLoader(Environment.GetValueOrDefault, Working, System).Load(file, Settings(settings));

    public LoadedOptions LoadText(string json, params (string Key, string? Value)[] settings) => Load(Write("work/given.json", json), settings);

    public IReadOnlyList<ConfigurationNote> ErrorsOf(string json, params (string Key, string? Value)[] settings) =>
        Assert.Throws<ConfigurationException>(() => LoadText(json, settings)).Errors;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IConfigurationRoot Settings((string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).Build();
}
