using Microsoft.Extensions.Configuration;

namespace Ham4Db.Functions.Configuration;

/// <summary>The configuration of this process: where it came from, what was said of it, and how to read it again.</summary>
public sealed class ConfigurationState
{
    private readonly Func<string?, LoadedOptions>? _load;
    private readonly Lock _lock = new();

    /// <summary>A configuration that was made in code, and cannot be read again.</summary>
    public ConfigurationState(Ham4DbOptions options) => Options = options;

    private ConfigurationState(LoadedOptions loaded, Func<string?, LoadedOptions> load) => (Options, Notes, _load) = (loaded.Options, loaded.Notes, load);

    /// <summary>The options in force; the very object that everybody has.</summary>
    public Ham4DbOptions Options { get; }

    /// <summary>Warnings and information of the last time that it was read.</summary>
    public IReadOnlyList<ConfigurationNote> Notes { get; private set; } = [];

    /// <summary>Loads a configuration so that it can be loaded again; arguments as those of <see cref="OptionsLoader.Load"/>.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public static ConfigurationState Load(OptionsLoader loader, string? file, IConfiguration? settings) =>
        new(loader.Load(file, settings), further => loader.Load(file, settings, further));

    /// <summary>
    /// Reads the files again, and one more that is stronger than they are. The new values are put in force together where that is possible in a
    /// running process; where it is not, or something is wrong, everything stays as it is.
    /// </summary>
    /// <param name="furtherFile">One more file; null for none.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it tells all that is.</exception>
    public ReloadOutcome Reload(string? furtherFile)
    {
        if (_load is null) throw Error("The configuration of this process was not read from a file, and cannot be read again.");
        if (furtherFile is not null && !furtherFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw Error($"{furtherFile} is not a file of the configuration; allowed: one whose name ends in .json.");
        lock (_lock)
        {
            var loaded = _load(furtherFile);
            var changed = OptionKey.All.Where(key => !key.IsSame(Options, loaded.Options)).ToList();
            var live = changed.Where(key => !StartKeys.All.Contains(key.Name)).ToList();
            // Everybody holds this object and reads it when it is needed, so that this is all it takes.
            foreach (var key in live) key.Set(Options, key.Get(loaded.Options));
            Notes = loaded.Notes;
            return new ReloadOutcome(
                [.. live.Select(key => key.Name)],
                [.. changed.Except(live).Select(key => key.Name)],
                [.. loaded.Notes.Where(note => note.Level == ConfigurationNoteLevel.Warning)]);
        }
    }

    private static ConfigurationException Error(string text) => new([new ConfigurationNote(ConfigurationNoteLevel.Error, "", "", text)]);
}
