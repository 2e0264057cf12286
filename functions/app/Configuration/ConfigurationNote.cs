namespace Ham4Db.Functions.Configuration;

/// <summary>A remark about the configuration. Never holds the value of a secret.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Place">File, <c>file:line</c> or settings that it is about; empty for the whole.</param>
/// <param name="Key">Key that it is about; empty for none.</param>
/// <param name="Text">One sentence for people; it names the key.</param>
public sealed record ConfigurationNote(ConfigurationNoteLevel Level, string Place, string Key, string Text)
{
    /// <summary>Place and text.</summary>
    public override string ToString() => Place.Length == 0 ? Text : $"{Place}: {Text}";
}
