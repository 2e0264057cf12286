namespace Ham4Db.Storage;

/// <summary>Sizes that hold on every back end. They are those of Azure Tables, the narrowest.</summary>
public static class StoreLimits
{
    /// <summary>
    /// Most characters of a partition key or row key: 1 KiB of UTF-16. Letters, digits and most punctuation count 1,
    /// space # % ' / ? \ ~ count 2, control characters 3, everything beyond ASCII 7, because that is how they are stored.
    /// </summary>
    public const int MaxKeyLength = 512;

    /// <summary>Most UTF-16 characters of content of one row: what is left of 1 MiB beside keys and bookkeeping.</summary>
    public const int MaxJsonLength = 500_000;

    /// <summary>Most rows of one atomic group of a batch.</summary>
    public const int MaxGroupRows = 100;

    /// <summary>
    /// Most UTF-16 characters of content of one atomic group of a batch. A request may have 4 MiB, and a character may take
    /// six bytes in it.
    /// </summary>
    public const int MaxGroupJsonLength = MaxJsonLength;

    /// <summary>Whether a text is short enough to be a key. No row has one that is not.</summary>
    public static bool IsKey(string text) => text.Length <= MaxKeyLength && KeyCodec.Encode(text).Length <= MaxKeyLength;
}
