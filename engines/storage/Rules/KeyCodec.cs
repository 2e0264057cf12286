using System.Globalization;
using System.Text;

namespace Ham4Db.Storage;

/// <summary>
/// How keys are written down, on every back end: printable ASCII without the characters that Azure Tables forbids or that
/// trouble URLs. The form is reversible, and sorts byte by byte exactly as the keys themselves sort by UTF-16 unit, so that
/// ranges and prefixes can be left to the back end. Common keys, such as host names and ids, are stored as they are.
/// <para>'~' never starts a code and is above all that do; after any code it can therefore mean "and the next one up":</para>
/// <list type="bullet">
/// <item># % ' / ? \ and ~ are the character just below them and '~' (so "a/b" is "a.~b");</item>
/// <item>space is " ~", a control character is a space and two hex digits;</item>
/// <item>everything from U+007F up is "}~~" and four hex digits for each UTF-16 unit.</item>
/// </list>
/// </summary>
internal static class KeyCodec
{
    private const char Successor = '~';
    private const char HighLead = '}';

    public static string Encode(string key)
    {
        if (!key.AsSpan().ContainsAnyExcept(Plain))
            return key;
        var text = new StringBuilder(key.Length + 16);
        foreach (var c in key)
        {
            _ = c switch
            {
                < ' ' => text.Append(' ').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture)),
                ' ' => text.Append(' ').Append(Successor),
                > Successor => text.Append(HighLead).Append(Successor, 2).Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
                _ when Plain.Contains(c) => text.Append(c),
                _ => text.Append((char)(c - 1)).Append(Successor),
            };
        }

        return text.ToString();
    }

    /// <exception cref="InvalidDataException">The text is not an encoded key: something else wrote it.</exception>
    public static string Decode(string stored)
    {
        if (!stored.AsSpan().ContainsAny(' ', Successor))
            return stored;
        try
        {
            var text = new StringBuilder(stored.Length);
            for (var i = 0; i < stored.Length;)
                text.Append(DecodeOne(stored, ref i));
            return text.ToString();
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or FormatException)
        {
            throw new InvalidDataException($"'{stored}' is not a key of this store; something else wrote that row.", e);
        }
    }

    private static char DecodeOne(string stored, ref int i)
    {
        var first = stored[i++];
        var marked = i < stored.Length && stored[i] == Successor;
        if (first == ' ' && !marked)
            return Hex(stored, ref i, 2);
        if (!marked)
            return first;
        i++;
        if (first != HighLead || i == stored.Length || stored[i] != Successor)
            return first == ' ' ? ' ' : (char)(first + 1);
        i++;
        return Hex(stored, ref i, 4);
    }

    private static char Hex(string stored, ref int i, int digits)
    {
        var value = int.Parse(stored.AsSpan(i, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        i += digits;
        return (char)value;
    }

    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range('!', HighLead - '!' + 1).Select(c => (char)c).Except("#%'/?\\")]);
}
