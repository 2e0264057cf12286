using CsCheck;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.Gtid;

/// <summary>The laws that planning rests on, for both kinds of sets.</summary>
public class GtidAlgebraTests
{
    static readonly string[] Tags = ["", "red:", "blue:"];

    static readonly Gen<string> OracleText =
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 2].Select(i => Tags[i]), Gen.Int[1, 12], Gen.Int[0, 6], (server, tag, first, length) =>
            $"00000000-0000-0000-0000-{server:D12}:{tag}{first}-{first + length}").Array[0, 6].Select(parts => string.Join(',', parts));

    static readonly Gen<string> MariaDbText =
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[1, 5], (domain, server, sequence) => $"{domain}-{server}-{sequence}")
            .Array[0, 4].Select(parts => string.Join(',', parts));

    static readonly Gen<(GtidSet A, GtidSet B, GtidSet C)> Sets = Gen.OneOf(Triples(GtidKind.Oracle, OracleText), Triples(GtidKind.MariaDb, MariaDbText));

    [Fact]
    public void Union_is_commutative_associative_and_idempotent() => Sets.Sample(s =>
    {
        Assert.Equal(s.A.Union(s.B), s.B.Union(s.A));
        Assert.Equal(s.A.Union(s.B).Union(s.C), s.A.Union(s.B.Union(s.C)));
        Assert.Equal(s.A, s.A.Union(s.A));
        Assert.Equal(s.A, s.A.Union(GtidSet.Empty(s.A.Kind)));
    });

    [Fact]
    public void Containing_is_a_partial_order_and_union_its_least_upper_bound() => Sets.Sample(s =>
    {
        var union = s.A.Union(s.B);
        Assert.True(s.A.Contains(s.A));
        Assert.True(union.Contains(s.A) && union.Contains(s.B));
        Assert.Equal(s.A.Contains(s.B), s.A.Equals(union));
        Assert.Equal(s.A.Contains(s.B) && s.B.Contains(s.A), s.A.Equals(s.B));
        if (s.C.Contains(s.A) && s.C.Contains(s.B)) Assert.True(s.C.Contains(union));
        if (s.A.Contains(s.B) && s.B.Contains(s.C)) Assert.True(s.A.Contains(s.C));
    });

    [Fact]
    public void Subtracting_takes_away_what_the_other_has_and_nothing_else() => Sets.Sample(s =>
    {
        var rest = s.A.Subtract(s.B);
        Assert.True(s.A.Contains(rest));
        Assert.Equal(s.A.Union(s.B), rest.Union(s.B));
        Assert.Equal(s.B.Contains(s.A), rest.IsEmpty);
        Assert.Equal(rest.IsEmpty, s.A.CountBeyond(s.B) == 0);
        Assert.Equal(rest.Subtract(s.B), rest);
    });

    [Fact]
    public void Oracle_sets_are_true_sets() => Triples(GtidKind.Oracle, OracleText).Sample(s =>
    {
        Assert.True(s.A.Subtract(s.B).Subtract(s.C).Equals(s.A.Subtract(s.B.Union(s.C))));
        Assert.Equal(s.A.Union(s.B).Count, s.A.Count + s.B.Subtract(s.A).Count);
        Assert.True(s.A.Subtract(s.B).Union(s.A.Subtract(s.A.Subtract(s.B))).Equals(s.A));
    });

    [Fact]
    public void Diverging_servers_cannot_follow_each_other() => Triples(GtidKind.MariaDb, MariaDbText).Sample(s =>
    {
        Assert.Equal(s.A.DivergesFrom(s.B), s.B.DivergesFrom(s.A));
        if (s.A.DivergesFrom(s.B)) Assert.NotEqual(s.A, s.B);
    });

    [Fact]
    public void Text_is_canonical() => Sets.Sample(s =>
    {
        Assert.Equal(s.A, GtidSet.Parse(s.A.Kind, s.A.ToString()));
        Assert.Equal(s.A.ToString(), GtidSet.Parse(s.A.Kind, s.A.ToString()).ToString());
        Assert.Equal(s.A.GetHashCode(), GtidSet.Parse(s.A.Kind, s.A.ToString()).GetHashCode());
    });

    [Fact]
    public void Parsing_any_text_gives_a_set_or_a_format_exception() => Gen.Select(Gen.Bool, Gen.String[Gen.Char["0123456789abf-:,{}~ \n"], 0, 60]).Sample((oracle, text) =>
    {
        try
        {
            GtidSet.Parse(oracle ? GtidKind.Oracle : GtidKind.MariaDb, text);
        }
        catch (FormatException)
        {
            // The documented answer to malformed text; anything else fails the test.
        }
    });

    static Gen<(GtidSet A, GtidSet B, GtidSet C)> Triples(GtidKind kind, Gen<string> text) =>
        Gen.Select(text, text, text, (a, b, c) => (GtidSet.Parse(kind, a), GtidSet.Parse(kind, b), GtidSet.Parse(kind, c)));
}
