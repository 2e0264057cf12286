using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Upkeep.Tags;

/// <summary>Conditions on the tags of an instance that all hold: terms separated by commas.</summary>
/// <param name="Terms">The conditions, at least one.</param>
public sealed record TagQuery(IReadOnlyList<TagTerm> Terms)
{
    /// <summary>Names of the tags that it asks about.</summary>
    public IEnumerable<string> Names => Terms.Select(term => term.Name).Distinct();

    /// <summary>Some term asks for instances without a tag: all instances must be known to answer.</summary>
    public bool NeedsAll => Terms.Any(term => term is { IsNegated: true, Value: null });

    /// <summary>Reads a query.</summary>
    /// <exception cref="FormatException">A term is no term; the message says why.</exception>
    public static TagQuery Parse(string text) => new([.. text.Split(',').Select(TagTerm.Parse)]);

    /// <summary>The instances that meet every term, in the order of their keys. Pure.</summary>
    /// <param name="tagged">The tags of each name that is asked about.</param>
    /// <param name="all">All instances; only read where <see cref="NeedsAll"/>.</param>
    public IReadOnlyList<InstanceKey> Select(IReadOnlyDictionary<string, List<InstanceTag>> tagged, IReadOnlyCollection<InstanceKey> all) =>
    [
        .. Terms.Select(term => term.Select(tagged[term.Name], all))
            .Aggregate((chosen, next) => chosen.Intersect(next))
            .Order(),
    ];
}
