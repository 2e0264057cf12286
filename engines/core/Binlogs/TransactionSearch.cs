using System.Globalization;
using Ham4Db.Core.Gtid;

namespace Ham4Db.Core.Binlogs;

/// <summary>
/// Tells which transactions of a binary log are looked for. MariaDB's positions name the newest one of a domain alone: there, all that the same server wrote
/// in the domain before it, back to what others have as well, are looked for.
/// </summary>
/// <param name="wanted">The transactions.</param>
/// <param name="common">What others have as well; only for MariaDB, and empty when unknown.</param>
public sealed class TransactionSearch(GtidSet wanted, GtidSet common)
{
    readonly IReadOnlyList<(uint Domain, uint Server, ulong From, ulong To)> _positions = wanted is MariaDbGtidSet ? [.. Positions(wanted, common)] : [];

    /// <summary>Whether a transaction is looked for.</summary>
    public bool IsWanted(string gtid)
    {
        if (!GtidSet.TryParse(wanted.Kind, gtid, out var one)) return false;
        return wanted is MariaDbGtidSet
            ? ReadAll(gtid).Any(at => _positions.Any(p => p.Domain == at.Domain && p.Server == at.Server && at.Sequence > p.From && at.Sequence <= p.To))
            : wanted.Contains(one);
    }

    /// <summary>Whether a log file can hold any of them.</summary>
    /// <param name="start">The set that the file begins with.</param>
    /// <param name="end">The set that the next file begins with; null for the newest one.</param>
    public bool IsTouched(string start, string? end)
    {
        if (wanted is MariaDbGtidSet)
        {
            var (begins, ends) = (ReadAll(start).ToList(), end is null ? null : ReadAll(end).ToList());
            return _positions.Any(p => Of(begins, p.Domain, p.Server) < p.To && (ends is null || Of(ends, p.Domain, p.Server) > p.From));
        }

        if (!GtidSet.TryParse(wanted.Kind, start, out var before)) return true;
        var left = wanted.Subtract(before);
        return !left.IsEmpty && (end is null || !GtidSet.TryParse(wanted.Kind, end, out var after) || !left.Subtract(after).Equals(left));
    }

    static ulong Of(IEnumerable<(uint Domain, uint Server, ulong Sequence)> list, uint domain, uint server) =>
        list.Where(p => p.Domain == domain && p.Server == server).Select(p => p.Sequence).DefaultIfEmpty(0UL).Max();

    static IEnumerable<(uint Domain, uint Server, ulong From, ulong To)> Positions(GtidSet wanted, GtidSet common)
    {
        var known = common.Each().SelectMany(ReadAll).ToList();
        return wanted.Each().SelectMany(ReadAll).Select(p =>
            (p.Domain, p.Server, known.Where(k => k.Domain == p.Domain).Select(k => k.Sequence).DefaultIfEmpty(0UL).Max(), p.Sequence));
    }

    /// <summary>MariaDB's lists of the start of a file have several servers of one domain, which a position never has.</summary>
    static IEnumerable<(uint Domain, uint Server, ulong Sequence)> ReadAll(string text)
    {
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split('-');
            if (numbers.Length == 3
                && uint.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var domain)
                && uint.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var server)
                && ulong.TryParse(numbers[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                yield return (domain, server, sequence);
        }
    }
}
