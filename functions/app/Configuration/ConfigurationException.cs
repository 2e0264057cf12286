namespace Ham4Db.Functions.Configuration;

/// <summary>The configuration cannot be used. The message lists every error, one a line.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationNote> errors) : Exception(Describe(errors))
{
    /// <summary>All that is wrong, in the order of the sources.</summary>
    public IReadOnlyList<ConfigurationNote> Errors { get; } = errors;

    private static string Describe(IReadOnlyList<ConfigurationNote> errors) =>
        $"The configuration has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}:\n" + string.Join('\n', errors.Select(error => $"  {error}"));
}
