namespace Ham4Db.Storage;

/// <summary>The rules of names, keys, contents and ranges: checked in one place, so that no back end is more lenient than another.</summary>
internal static class StoreRules
{
    public static void CheckTable(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        // "Tables" is the name of the catalogue in Azure Tables.
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || !table.All(char.IsAsciiLetterOrDigit)
            || table.Equals("tables", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"'{table}' is not a table name: 3 to 63 letters and digits, the first a letter, and not 'tables'.", nameof(table));
        }
    }

    public static string EncodeKey(string key, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        var stored = KeyCodec.Encode(key);
        return stored.Length <= StoreLimits.MaxKeyLength
            ? stored
            : throw new ArgumentException(
                $"The key that starts with '{key[..Math.Min(key.Length, 40)]}' takes {stored.Length} characters; "
                + $"a key may take {StoreLimits.MaxKeyLength}.", parameter);
    }

    public static EncodedWrite Encode(RowWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (!Enum.IsDefined(write.Kind))
            throw new ArgumentException($"{write.Kind} is not a kind of write.", nameof(write));
        if (write.Kind == WriteKind.Delete != write.Json is null)
            throw new ArgumentException($"{write.Kind} {(write.Json is null ? "needs" : "takes no")} content.", nameof(write));
        if (write.IfMatch is not null && write.Kind is WriteKind.Insert or WriteKind.Upsert)
            throw new ArgumentException($"{write.Kind} takes no ETag; Replace and Delete do.", nameof(write));
        if (write.IfMatch is "")
            throw new ArgumentException("An ETag is not empty; null asks for an unconditional write.", nameof(write));
        if (write.Json?.Length > StoreLimits.MaxJsonLength)
        {
            throw new ArgumentException(
                $"Row '{write.PartitionKey}' / '{write.RowKey}' has {write.Json.Length} characters of content; "
                + $"a row may have {StoreLimits.MaxJsonLength}.", nameof(write));
        }

        return new(EncodeKey(write.PartitionKey, nameof(write)), EncodeKey(write.RowKey, nameof(write)), write);
    }

    /// <summary>The atomic groups of a batch, in the order in which they are applied.</summary>
    public static List<List<EncodedWrite>> Group(IReadOnlyList<RowWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var keys = new HashSet<(string, string)>();
        var encoded = writes.Select(Encode).ToList();
        if (encoded.Find(write => !keys.Add((write.PartitionKey, write.RowKey)))?.Source is { } twice)
        {
            throw new ArgumentException(
                $"Row '{twice.PartitionKey}' / '{twice.RowKey}' comes twice in one batch.", nameof(writes));
        }

        var groups = new List<List<EncodedWrite>>();
        foreach (var partition in encoded.GroupBy(write => write.PartitionKey, StringComparer.Ordinal))
        {
            var length = 0;
            List<EncodedWrite>? group = null;
            foreach (var write in partition)
            {
                length += write.Json?.Length ?? 0;
                if (group is null || group.Count == StoreLimits.MaxGroupRows || length > StoreLimits.MaxGroupJsonLength)
                {
                    groups.Add(group = []);
                    length = write.Json?.Length ?? 0;
                }

                group.Add(write);
            }
        }

        return groups;
    }

    public static EncodedRange Encode(RowRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (range.Limit < 1)
            throw new ArgumentException($"A limit is 1 or more, not {range.Limit}.", nameof(range));
        if (range.PartitionKey is null && (range.FromRowKey ?? range.ToRowKey) is not null)
            throw new ArgumentException("Bounds of row keys need a PartitionKey.", nameof(range));
        if (range.PartitionKey is not null && (range.FromPartitionKey ?? range.ToPartitionKey) is not null)
            throw new ArgumentException("PartitionKey and bounds of partition keys exclude each other.", nameof(range));
        return new(
            range.PartitionKey is null ? null : EncodeKey(range.PartitionKey, nameof(range)),
            EncodeBound(range.FromRowKey), EncodeBound(range.ToRowKey),
            EncodeBound(range.FromPartitionKey), EncodeBound(range.ToPartitionKey),
            range.Limit);
    }

    // A bound may be a little longer than any key: the successor of a prefix can take more room than the prefix.
    private static string? EncodeBound(string? bound)
    {
        if (bound is null)
            return null;
        var stored = KeyCodec.Encode(bound);
        return stored.Length <= 2 * StoreLimits.MaxKeyLength
            ? stored
            : throw new ArgumentException($"A bound of {stored.Length} characters is longer than any key.", nameof(bound));
    }
}
