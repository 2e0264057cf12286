using System.Diagnostics.CodeAnalysis;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Gtid;

/// <summary>A set of global transaction ids, or of the bytes of a write-ahead log. Immutable; sets of different kinds cannot be mixed.</summary>
public abstract class GtidSet : IEquatable<GtidSet>
{
    /// <summary>The notation.</summary>
    public abstract GtidKind Kind { get; }

    /// <summary>Whether the set holds no transaction.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>How many transactions the set holds; <see cref="long.MaxValue"/> when there are more than that. For MariaDB, all up to each position.</summary>
    public abstract long Count { get; }

    /// <summary>Whether every transaction of <paramref name="other"/> is in this set.</summary>
    /// <exception cref="ArgumentException">The sets are of different kinds.</exception>
    public abstract bool Contains(GtidSet other);

    /// <summary>The transactions of this set that <paramref name="other"/> lacks. For MariaDB, the positions that it has not reached.</summary>
    /// <exception cref="ArgumentException">The sets are of different kinds.</exception>
    public abstract GtidSet Subtract(GtidSet other);

    /// <summary>The transactions of both sets.</summary>
    /// <exception cref="ArgumentException">The sets are of different kinds.</exception>
    public abstract GtidSet Union(GtidSet other);

    /// <summary>How many transactions this set has that <paramref name="other"/> lacks.</summary>
    /// <exception cref="ArgumentException">The sets are of different kinds.</exception>
    public abstract long CountBeyond(GtidSet other);

    /// <summary>The transactions one by one, made as they are asked for. For MariaDB, the positions.</summary>
    public abstract IEnumerable<string> Each();

    /// <summary>Whether both sets hold different transactions at the same place, so that neither server can follow the other. Never for Oracle's sets.</summary>
    /// <exception cref="ArgumentException">The sets are of different kinds.</exception>
    public abstract bool DivergesFrom(GtidSet other);

    /// <summary>A number of what the set counts, in words.</summary>
    public virtual string Amount(long count) => count == 1 ? "1 transaction" : $"{count} transactions";

    /// <summary>Canonical text: sorted, merged, lower case.</summary>
    public abstract override string ToString();

    /// <inheritdoc/>
    public bool Equals(GtidSet? other) => other is not null && other.Kind == Kind && string.Equals(other.ToString(), ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GtidSet);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Parses the text of a set.</summary>
    /// <param name="kind">The notation.</param>
    /// <param name="text">The text; white space and line breaks are ignored, empty is the empty set.</param>
    /// <exception cref="FormatException">The text is malformed; the message names the part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such notation.</exception>
    public static GtidSet Parse(GtidKind kind, string text) => kind switch
    {
        GtidKind.Oracle => OracleGtidSet.Parse(text),
        GtidKind.MariaDb => MariaDbGtidSet.Parse(text),
        GtidKind.Wal => WalSet.Parse(text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Sets exist for Oracle's and MariaDB's GTIDs and for write-ahead logs."),
    };

    /// <summary>Parses the text of a set.</summary>
    /// <returns>Whether there is such a notation and the text is well formed.</returns>
    public static bool TryParse(GtidKind kind, string? text, [NotNullWhen(true)] out GtidSet? set)
    {
        set = null;
        if (kind == GtidKind.None || text is null) return false;
        try
        {
            set = Parse(kind, text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The set without transactions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such notation.</exception>
    public static GtidSet Empty(GtidKind kind) => Parse(kind, "");

    private protected static T Same<T>(GtidSet other) where T : GtidSet =>
        other as T ?? throw new ArgumentException($"A set of kind {other.Kind} cannot be combined with a {typeof(T).Name}.", nameof(other));

    /// <summary>A part of untrusted text as it may stand in a message: short and without control characters.</summary>
    private protected static string Quote(ReadOnlySpan<char> part)
    {
        var text = string.Concat(part[..Math.Min(part.Length, 80)].ToString().Select(c => char.IsControl(c) ? '?' : c));
        return part.Length > 80 ? $"'{text}…'" : $"'{text}'";
    }

    private protected static long SaturatingSum(IEnumerable<long> counts) =>
        counts.Aggregate(0L, (sum, count) => count > long.MaxValue - sum ? long.MaxValue : sum + count);
}
