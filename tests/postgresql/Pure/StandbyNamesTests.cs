using Ham4Db.Core.Model;

namespace Ham4Db.Engines.PostgreSql.Tests.Pure;

public sealed class StandbyNamesTests
{
    [Theory]
    [InlineData("", 0, "")]
    [InlineData("   ", 0, "")]
    [InlineData("n2", 1, "FIRST 1 (\"n2\")")]
    [InlineData("n2, n3", 1, "FIRST 1 (\"n2\", \"n3\")")]
    [InlineData("*", 1, "FIRST 1 (*)")]
    [InlineData("2 (n2, n3)", 2, "FIRST 2 (\"n2\", \"n3\")")]
    [InlineData("first 2(n2,n3)", 2, "FIRST 2 (\"n2\", \"n3\")")]
    [InlineData("ANY 1 (\"node, with comma\", n3)", 1, "ANY 1 (\"node, with comma\", \"n3\")")]
    [InlineData("ANY 1 (\"a\"\"b\")", 1, "ANY 1 (\"a\"\"b\")")]
    public void The_setting_is_read_and_written(string text, int count, string written)
    {
        var names = StandbyNames.Parse(text);
        Assert.Equal((count, written), (names.Count, names.ToString()));
        Assert.Equal(written, StandbyNames.Parse(written).ToString());
    }

    [Theory]
    [InlineData("FIRST 1 (n2)", "N2", true)]
    [InlineData("FIRST 1 (n2)", "n3", false)]
    [InlineData("ANY 1 (*)", "n3", true)]
    [InlineData("", "n3", false)]
    public void Names_are_found(string text, string name, bool expected) => Assert.Equal(expected, StandbyNames.Parse(text).Includes(name));
}
