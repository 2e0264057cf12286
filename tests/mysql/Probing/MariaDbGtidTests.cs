using Ham4Db.Engines.MySql.Probing;

namespace Ham4Db.Engines.MySql.Tests.Probing;

public sealed class MariaDbGtidTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("0-1-5", "", "0-1-5")]
    [InlineData("", "0-1-5", "0-1-5")]
    [InlineData("0-1-5", "0-2-7", "0-2-7")]
    [InlineData("0-1-50", "0-2-7", "0-1-50")]
    [InlineData("0-3-7", "0-2-7", "0-3-7")]
    [InlineData("0-1-5,1-1-9", "2-1-4,1-2-10", "0-1-5,1-2-10,2-1-4")]
    [InlineData("10-1-5,9-1-1", "", "9-1-1,10-1-5")]
    [InlineData("[0-1-5,\n1-1-2]", "[]", "0-1-5,1-1-2")]
    [InlineData("0-1-18446744073709551615", "0-1-9", "0-1-18446744073709551615")]
    [InlineData("rubbish,0-1,0-1-2-3,a-b-c,0-1-4", "", "0-1-4")]
    public void The_furthest_position_of_each_domain_counts(string first, string second, string union) =>
        Assert.Equal(union, MariaDbGtid.Union(first, second));
}
