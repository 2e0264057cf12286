using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.Functions.Configuration;

/// <summary>Makes the options from configuration files, app settings and environment, in this order of increasing strength.</summary>
/// <param name="environment">Reads an environment variable; null for one that is not set.</param>
/// <param name="workingFolder">Folder that relative paths start from.</param>
/// <param name="systemFolder">Folder of system-wide configuration files.</param>
public sealed class OptionsLoader(Func<string, string?> environment, string workingFolder, string systemFolder = "/etc")
{
    private readonly OptionParser _parser = new(new VariableExpansion(environment));

    /// <summary>A loader for this process.</summary>
    public OptionsLoader()
        : this(Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory())
    {
    }

    /// <summary>Loads and checks the options.</summary>
    /// <param name="file">The configuration file; null searches ham4db.conf.json in /etc, ./conf and ., later ones being stronger, and where there is none orchestrator.conf.json in the same places.</param>
    /// <param name="settings">App settings and environment, whose section <c>Ham4Db</c> is read; null for none. A list is given by its parts (<c>Ham4Db__DiscoverySeeds__0</c>), as JSON or separated by commas.</param>
    /// <param name="furtherFile">One more file, stronger than the others and weaker than settings; null for none.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it tells all that is.</exception>
    public LoadedOptions Load(string? file = null, IConfiguration? settings = null, string? furtherFile = null)
    {
        var report = new ConfigurationReport();
        var values = new OptionValues();
        foreach (var path in FindFiles(file).Concat(furtherFile is null ? [] : [Path.GetFullPath(furtherFile, workingFolder)]))
        {
            report.Inform(path, "", "Configuration file in use.");
            Assign(ConfigurationFile.Read(path, report), values, report);
        }

        if (settings is not null) Assign(ConfigurationSettings.Read(settings, report), values, report);
        var options = new OptionRules(environment, workingFolder, values, report).Complete(values.ToOptions());
        report.ThrowIfFailed();
        return new(options, report.Notes);
    }

    private string[] FindFiles(string? file)
    {
        if (file is not null) return [Path.GetFullPath(file, workingFolder)];
        string[] folders = [systemFolder, Path.Combine(workingFolder, "conf"), workingFolder];
        string[] Existing(string name) => [.. folders.Select(folder => Path.Combine(folder, name)).Where(File.Exists)];
        return Existing("ham4db.conf.json") is { Length: > 0 } own ? own : Existing("orchestrator.conf.json");
    }

    private void Assign(IEnumerable<ConfigurationEntry> entries, OptionValues values, ConfigurationReport report)
    {
        var source = values.BeginSource();
        foreach (var entry in entries)
        {
            if (entry.Value.ValueKind is JsonValueKind.Null) continue;
            if (OptionKey.Find(entry.Key) is not { } key)
                KnownKeys.Report(entry, report);
            else if (!_parser.TryParse(key, entry.Value, out var value, out var error))
                report.Fail(entry.Place, key.Name, error);
            else
                values.Set(source, key, entry, value, report);
        }
    }
}
