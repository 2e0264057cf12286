namespace Ham4Db.Functions.Configuration;

/// <summary>The values that the sources give, with the place of each. A later source is stronger.</summary>
internal sealed class OptionValues
{
    private readonly Dictionary<OptionKey, Assignment> _assignments = [];
    private int _sources;

    /// <summary>Begins the next stronger source.</summary>
    public int BeginSource() => ++_sources;

    public bool IsSet(string name) => _assignments.ContainsKey(OptionKey.Find(name)!);

    /// <summary>Where the value of a key comes from; empty where nobody set it.</summary>
    public string PlaceOf(string name) => _assignments.GetValueOrDefault(OptionKey.Find(name)!)?.Entry.Place ?? "";

    /// <summary>Takes a value. Within one source a key may be given twice only by the same name, and the last one counts.</summary>
    public void Set(int source, OptionKey key, ConfigurationEntry entry, object value, ConfigurationReport report)
    {
        if (_assignments.TryGetValue(key, out var before) && before.Source == source)
        {
            if (string.Equals(before.Entry.Key, entry.Key, StringComparison.OrdinalIgnoreCase))
                report.Warn(entry.Place, key.Name, $"{key.Name} is given twice; this one counts, not the one at {before.Entry.Place}.");
            else if (!before.Value.Equals(value))
                report.Fail(entry.Place, key.Name, $"{before.Entry.Key} and {entry.Key} are two names of one key and differ: keep one of them.");
        }

        _assignments[key] = new(source, entry, value);
    }

    /// <summary>Defaults with the values set.</summary>
    public Ham4DbOptions ToOptions()
    {
        var options = new Ham4DbOptions();
        foreach (var (key, assignment) in _assignments) key.Set(options, assignment.Value);
        return options;
    }

    private sealed record Assignment(int Source, ConfigurationEntry Entry, object Value);
}
