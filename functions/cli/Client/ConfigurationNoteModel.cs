namespace Ham4Db.Cli.Client;

/// <summary>A remark about a configuration.</summary>
internal sealed record ConfigurationNoteModel(string Level, string Place, string Key, string Text);
