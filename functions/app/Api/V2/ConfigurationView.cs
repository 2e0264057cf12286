using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.V2;

/// <summary>The configuration of the process that answers.</summary>
/// <param name="Keys">Every key in force with its value as text; secrets are hidden.</param>
/// <param name="Notes">What was said when it was read: what is ignored, unknown or doubtful.</param>
internal sealed record ConfigurationView(IReadOnlyDictionary<string, string> Keys, IReadOnlyList<ConfigurationNote> Notes)
{
    public static ConfigurationView Of(ConfigurationState state) => new(state.Options.Redacted(), state.Notes);
}
