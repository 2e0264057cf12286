using Ham4Db.Core.Binlogs;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Binlogs;

public class TransactionSearchTests
{
    [Theory]
    [InlineData("1:1-100", "1:1-200", false)]
    [InlineData("1:1-100", "1:1-200,3:1-4", false)]
    [InlineData("1:1-100", "1:1-200,3:1-5", true)]
    [InlineData("1:1-100,3:1-5", "1:1-200,3:1-9", true)]
    [InlineData("1:1-100,3:1-6", "1:1-200,3:1-9", false)]
    [InlineData("1:1-100,3:1-4", null, true)]
    [InlineData("1:1-100,3:1-6", null, false)]
    public void A_file_of_MySql_is_touched_when_what_was_logged_in_it_is_wanted(string start, string? end, bool expected)
    {
        var search = new TransactionSearch(OracleGtidSet.Parse(TestFleet.Expand("3:5-6")), GtidSet.Empty(GtidKind.Oracle));
        Assert.Equal(expected, search.IsTouched(TestFleet.Expand(start), end is null ? null : TestFleet.Expand(end)));
        Assert.True(search.IsWanted(TestFleet.Expand("3:6")));
        Assert.False(search.IsWanted(TestFleet.Expand("3:7")));
        Assert.False(search.IsWanted("nonsense"));
    }

    [Theory]
    [InlineData("0-1-90", "0-1-100", false)]
    [InlineData("0-1-90,0-2-95", "0-1-102,0-2-95", true)]
    [InlineData("0-1-101", null, true)]
    [InlineData("0-1-103", null, false)]
    [InlineData("", null, true)]
    public void A_file_of_MariaDb_is_touched_when_the_server_wrote_in_it_beyond_what_is_common(string start, string? end, bool expected)
    {
        var search = new TransactionSearch(MariaDbGtidSet.Parse("0-1-103"), MariaDbGtidSet.Parse("0-1-100"));
        Assert.Equal(expected, search.IsTouched(start, end));
        Assert.True(search.IsWanted("0-1-101"));
        Assert.False(search.IsWanted("0-1-100"));
        Assert.False(search.IsWanted("0-2-101"));
        Assert.False(search.IsWanted("5-1-101"));
    }

    [Fact]
    public void Transactions_are_named_one_by_one()
    {
        Assert.Equal([$"{TestFleet.Uuid(1)}:1", $"{TestFleet.Uuid(1)}:2", $"{TestFleet.Uuid(1)}:4", $"{TestFleet.Uuid(2)}:blue:7"], OracleGtidSet.Parse(TestFleet.Expand("1:1-2:4,2:blue:7")).Each());
        Assert.Equal(["0-1-5", "3-2-7"], MariaDbGtidSet.Parse("3-2-7,0-1-5").Each());
    }
}
