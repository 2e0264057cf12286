namespace Ham4Db.Cli.Client;

/// <summary>The configuration of a service.</summary>
internal sealed record ConfigurationModel(IReadOnlyDictionary<string, string> Keys, IReadOnlyList<ConfigurationNoteModel> Notes);
