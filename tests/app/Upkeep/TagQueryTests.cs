using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Functions.Upkeep.Tags;

namespace Ham4Db.Functions.Tests.Upkeep;

/// <summary>The instances are named by their last digit; 8 has no tag at all.</summary>
public sealed class TagQueryTests
{
    private static readonly (int Digit, string Tag)[] Fixture =
    [
        (3, "role=backup"), (4, "role=delayed"), (5, "role="), (6, "role=backup"), (6, "candidate"), (7, "candidate"),
    ];

    [Theory]
    //          query                     chosen
    [InlineData("role", "3456")]
    [InlineData("role=backup", "36")]
    [InlineData("candidate", "67")]
    [InlineData("role=", "5")]
    [InlineData("~role", "78")]
    [InlineData("role,candidate", "6")]
    [InlineData("role,~candidate", "345")]
    [InlineData("role=backup,candidate", "6")]
    [InlineData("role=delayed,candidate", "")]
    [InlineData("~role=backup", "45")]
    [InlineData("~role=", "346")]
    [InlineData("~role,~candidate", "8")]
    [InlineData("~role,candidate", "7")]
    [InlineData("role,~role=backup", "45")]
    [InlineData("role,~role", "")]
    [InlineData("~nosuch", "345678")]
    [InlineData("nosuch", "")]
    [InlineData("candidate=", "67")]
    [InlineData("~candidate=", "")]
    [InlineData(" role = backup , candidate ", "6")]
    [InlineData("Role", "")]
    [InlineData("role=Backup", "")]
    public void A_query_chooses(string query, string chosen)
    {
        var parsed = TagQuery.Parse(query);
        var tags = Fixture.Select(row => (row.Digit, Term: TagTerm.Parse(row.Tag)))
            .Select(row => new InstanceTag(Key(row.Digit), row.Term.Name, row.Term.Value ?? "")).ToLookup(tag => tag.Name);
        IReadOnlyList<InstanceKey> all = parsed.NeedsAll ? [.. Enumerable.Range(3, 6).Select(Key)] : [];
        var found = parsed.Select(parsed.Names.ToDictionary(name => name, name => tags[name].ToList()), all);
        Assert.Equal(chosen, string.Concat(found.Select(key => key.Port % 10)));
    }

    [Theory]
    [InlineData("", "its name is missing")]
    [InlineData("~", "its name is missing")]
    [InlineData("=value", "its name is missing")]
    [InlineData("~~role", "its name is missing")]
    [InlineData("role,,candidate", "its name is missing")]
    [InlineData("ro\tle", "control character")]
    public void What_is_no_query_is_refused(string query, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => TagQuery.Parse(query)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_and_values_have_a_greatest_length()
    {
        Assert.Equal(128, TagTerm.Parse(new string('n', 128)).Name.Length);
        Assert.Throws<FormatException>(() => TagTerm.Parse(new string('n', 129)));
        Assert.Throws<FormatException>(() => TagTerm.Parse("n=" + new string('v', 129)));
        Assert.Throws<FormatException>(() => TagTerm.Parse(new string('ü', 69)));
    }

    private static InstanceKey Key(int digit) => ScriptedFleet.Key("testhost", 22290 + digit);
}
