namespace Ham4Db.Functions.Configuration;

/// <summary>Gathers remarks while options are loaded, so that all errors are told at once.</summary>
internal sealed class ConfigurationReport
{
    private readonly List<ConfigurationNote> _notes = [];

    public IReadOnlyList<ConfigurationNote> Notes => _notes;

    public void Inform(string place, string key, string text) => _notes.Add(new(ConfigurationNoteLevel.Information, place, key, text));

    public void Warn(string place, string key, string text) => _notes.Add(new(ConfigurationNoteLevel.Warning, place, key, text));

    public void Fail(string place, string key, string text) => _notes.Add(new(ConfigurationNoteLevel.Error, place, key, text));

    /// <exception cref="ConfigurationException">There was an error.</exception>
    public void ThrowIfFailed()
    {
        var errors = _notes.Where(note => note.Level == ConfigurationNoteLevel.Error).ToArray();
        if (errors.Length > 0) throw new ConfigurationException(errors);
    }
}
