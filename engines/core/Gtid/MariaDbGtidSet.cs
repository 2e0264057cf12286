using System.Globalization;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Gtid;

/// <summary>
/// MariaDB's positions: for each domain the last transaction as <c>domain-server-sequence</c>, which stands for everything before it.
/// The server belongs to the transaction: the same sequence by another server is another transaction. A union of such positions keeps both
/// (<c>0-1-5,0-2-5</c>), and nothing short of the next sequence contains it.
/// </summary>
public sealed class MariaDbGtidSet : GtidSet
{
    readonly SortedDictionary<uint, Position> _domains;
    string? _text;

    MariaDbGtidSet(IEnumerable<KeyValuePair<uint, Position>> domains)
    {
        _domains = [];
        foreach (var (domain, position) in domains)
            _domains[domain] = _domains.TryGetValue(domain, out var known) ? known.Union(position) : position;
    }

    /// <inheritdoc/>
    public override GtidKind Kind => GtidKind.MariaDb;

    /// <inheritdoc/>
    public override bool IsEmpty => _domains.Count == 0;

    /// <inheritdoc/>
    public override long Count => SaturatingSum(_domains.Values.Select(p => (long)Math.Min(p.Sequence, long.MaxValue)));

    /// <inheritdoc cref="GtidSet.Parse"/>
    public static MariaDbGtidSet Parse(string text) =>
        new(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseOne));

    /// <inheritdoc/>
    public override bool Contains(GtidSet other) =>
        ReferenceEquals(this, other) || Same<MariaDbGtidSet>(other)._domains.All(d => _domains.TryGetValue(d.Key, out var own) && own.Contains(d.Value));

    /// <summary>Whether each domain has come at least as far, whichever servers the transactions are from.</summary>
    /// <exception cref="ArgumentException">The sets are of different kinds.</exception>
    public bool HasAtLeast(GtidSet other) =>
        Same<MariaDbGtidSet>(other)._domains.All(d => _domains.TryGetValue(d.Key, out var own) && own.Sequence >= d.Value.Sequence);

    /// <inheritdoc/>
    public override GtidSet Subtract(GtidSet other)
    {
        var cut = Same<MariaDbGtidSet>(other)._domains;
        return new MariaDbGtidSet(_domains
            .Select(d => KeyValuePair.Create(d.Key, cut.TryGetValue(d.Key, out var theirs) ? d.Value.Subtract(theirs) : d.Value))
            .Where(d => d.Value.Servers.Count > 0));
    }

    /// <inheritdoc/>
    public override GtidSet Union(GtidSet other)
    {
        if (Contains(other)) return this;
        return other.Contains(this) ? other : new MariaDbGtidSet(_domains.Concat(Same<MariaDbGtidSet>(other)._domains));
    }

    /// <inheritdoc/>
    public override long CountBeyond(GtidSet other)
    {
        var cut = Same<MariaDbGtidSet>(other)._domains;
        return SaturatingSum(_domains.Select(d => d.Value.CountBeyond(cut.GetValueOrDefault(d.Key))));
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Each() => _domains.SelectMany(d => d.Value.Servers.Select(s => $"{d.Key}-{s}-{d.Value.Sequence}"));

    /// <inheritdoc/>
    public override bool DivergesFrom(GtidSet other) => !ReferenceEquals(this, other) && Same<MariaDbGtidSet>(other)._domains.Any(d =>
        _domains.TryGetValue(d.Key, out var own) && own.Sequence == d.Value.Sequence && !own.Servers.SetEquals(d.Value.Servers));

    /// <summary>The set without the positions whose last transaction is from one of <paramref name="servers"/>.</summary>
    public MariaDbGtidSet WithoutServers(IReadOnlySet<long> servers) => new(_domains
        .Select(d => KeyValuePair.Create(d.Key, d.Value with { Servers = [.. d.Value.Servers.Where(s => !servers.Contains(s))] }))
        .Where(d => d.Value.Servers.Count > 0));

    /// <summary>The set without the domains in which <paramref name="other"/> has a position.</summary>
    public MariaDbGtidSet WithoutDomainsOf(MariaDbGtidSet other) => new(_domains.Where(d => !other._domains.ContainsKey(d.Key)));

    /// <inheritdoc/>
    public override string ToString() =>
        _text ??= string.Join(',', Each());

    static KeyValuePair<uint, Position> ParseOne(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 3) throw new FormatException($"{Quote(text)} is not of the form domain-server-sequence.");
        if (!uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var domain))
            throw new FormatException($"{Quote(parts[0])} is not a domain, in {Quote(text)}.");
        if (!uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var server))
            throw new FormatException($"{Quote(parts[1])} is not a server id, in {Quote(text)}.");
        if (!ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence == 0)
            throw new FormatException($"{Quote(parts[2])} is not a sequence, in {Quote(text)}.");
        return KeyValuePair.Create(domain, new Position(sequence, [server]));
    }

    /// <summary>Last transaction of a domain. The positions form a lattice: a later sequence holds all earlier ones, the same one only its own servers.</summary>
    sealed record Position(ulong Sequence, SortedSet<uint> Servers)
    {
        public bool Contains(Position other) => Sequence > other.Sequence || (Sequence == other.Sequence && (ReferenceEquals(Servers, other.Servers) || Servers.IsSupersetOf(other.Servers)));

        public Position Union(Position other) => Sequence == other.Sequence
            ? new Position(Sequence, [.. Servers, .. other.Servers])
            : Sequence > other.Sequence ? this : other;

        public Position Subtract(Position other)
        {
            if (other.Sequence > Sequence) return this with { Servers = [] };
            return other.Sequence < Sequence ? this : this with { Servers = [.. Servers.Except(other.Servers)] };
        }

        public long CountBeyond(Position? other)
        {
            if (other is null) return (long)Math.Min(Sequence, long.MaxValue);
            // At the same sequence each server that the other lacks stands for at least one transaction.
            return other.Sequence < Sequence ? (long)Math.Min(Sequence - other.Sequence, long.MaxValue) : Subtract(other).Servers.Count;
        }
    }
}
