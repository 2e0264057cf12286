using System.Globalization;

namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>Reads keys one by one, remembers which there are, and collects what is wrong with them.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Errors { get; } = [];

    public string Text(string key, string preset = "")
    {
        _known.Add(key);
        return configuration[key] ?? preset;
    }

    public int Number(string key, int preset, int least, int most)
    {
        var text = Text(key);
        if (text.Length == 0)
            return preset;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Errors.Add($"{key} is '{text}'; it must be a whole number from {least} to {most}.");
        return preset;
    }

    public TimeSpan Seconds(string key, TimeSpan preset, double least, double most)
    {
        var text = Text(key);
        if (text.Length == 0)
            return preset;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= most)
            return TimeSpan.FromSeconds(seconds);
        Errors.Add($"{key} is '{text}'; it must be a number of seconds from {least} to {most}.");
        return preset;
    }

    public bool Flag(string key, bool preset)
    {
        var text = Text(key);
        if (text.Length == 0)
            return preset;
        if (bool.TryParse(text, out var flag))
            return flag;
        Errors.Add($"{key} is '{text}'; it must be true or false.");
        return preset;
    }

    public T Choice<T>(string key, T preset, params IReadOnlyList<(string Word, T Value)> choices)
    {
        var text = Text(key);
        if (text.Length == 0)
            return preset;
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Errors.Add($"{key} is '{text}'; it must be one of: {string.Join(", ", choices.Select(choice => choice.Word))}.");
        return preset;
    }

    /// <summary>A JSON list, or items with commas between them.</summary>
    public IReadOnlyList<string> List(string key, IReadOnlyList<string> preset)
    {
        _known.Add(key);
        var section = configuration.GetSection(key);
        var items = section.GetChildren().Select(child => child.Value ?? "").Where(item => item.Length > 0).ToList();
        if (items.Count > 0)
            return items;
        return section.Value is { Length: > 0 } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : preset;
    }

    /// <summary>Keys that nobody asked for: most likely misspelt.</summary>
    public IEnumerable<string> UnknownKeys() => configuration.AsEnumerable()
        .Where(pair => pair.Value is not null)
        .Select(pair => pair.Key)
        .Where(key => !_known.Contains(key) && !_known.Any(known => key.StartsWith(known + ":", StringComparison.OrdinalIgnoreCase)))
        .Order(StringComparer.OrdinalIgnoreCase);
}
