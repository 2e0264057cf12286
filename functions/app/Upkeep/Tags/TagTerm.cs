using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Upkeep.Tags;

/// <summary>One condition on the tags of an instance, or a tag to set: <c>name</c>, <c>name=value</c>, <c>~name</c>, <c>~name=value</c>.</summary>
/// <param name="Name">Name of the tag.</param>
/// <param name="Value">The value that is meant; null for any.</param>
/// <param name="IsNegated">The instance has no such tag; with a value, it has the tag with another one.</param>
public sealed record TagTerm(string Name, string? Value, bool IsNegated)
{
    private const int MaxLength = 128;
    private const int MaxForeignLength = 68;
    private const char Negation = '~';

    /// <summary>Reads a term.</summary>
    /// <param name="text">The text; blanks around it and around its parts do not count.</param>
    /// <exception cref="FormatException">It is no term; the message says why.</exception>
    public static TagTerm Parse(string text)
    {
        var trimmed = text.Trim();
        var isNegated = trimmed.StartsWith(Negation);
        var parts = (isNegated ? trimmed[1..] : trimmed).Split('=', 2, StringSplitOptions.TrimEntries);
        var value = parts.Length == 2 ? parts[1] : null;
        Check("name", parts[0], text);
        Check("value", value ?? "", text);
        return parts[0].Length > 0 && parts[0][0] != Negation ? new TagTerm(parts[0], value, isNegated) : throw Invalid(text, "its name is missing");
    }

    /// <summary>Chooses among the instances that have a tag of this name.</summary>
    /// <param name="tagged">The tags of this name.</param>
    /// <param name="all">All instances, for those that lack it.</param>
    public IEnumerable<InstanceKey> Select(IReadOnlyCollection<InstanceTag> tagged, IEnumerable<InstanceKey> all) => (IsNegated, Value) switch
    {
        (true, null) => all.Except(tagged.Select(tag => tag.Key)),
        (true, _) => tagged.Where(tag => tag.Value != Value).Select(tag => tag.Key),
        (false, null) => tagged.Select(tag => tag.Key),
        _ => tagged.Where(tag => tag.Value == Value).Select(tag => tag.Key),
    };

    private static void Check(string what, string part, string text)
    {
        // In a key of the store everything beyond ASCII takes several characters.
        if (part.Length > MaxLength || (part.Length > MaxForeignLength && !part.All(char.IsAscii)))
            throw Invalid(text, $"its {what} has more than {MaxLength} characters, or more than {MaxForeignLength} some of which are not ASCII");
        if (part.Contains(',') || part.Any(char.IsControl)) throw Invalid(text, $"its {what} has a comma or a control character");
    }

    private static FormatException Invalid(string text, string why) =>
        new($"Invalid tag: '{text}': {why}. Write name or name=value; in a query also ~name and ~name=value.");
}
