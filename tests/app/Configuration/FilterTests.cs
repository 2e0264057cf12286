using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class FilterTests
{
    [Theory]
    [InlineData("*", "db-1:3306", null, true)]
    [InlineData("db-1:3306", "db-1:3306", null, true)]
    [InlineData("shop", "db-1:3306", "shop", true)]
    [InlineData("shop", "db-1:3306", "crm", false)]
    [InlineData("shop", "db-1:3306", null, false)]
    [InlineData("alias=shop", "db-1:3306", "shop", true)]
    [InlineData("alias=shop", "db-1:3306", "shop2", false)]
    [InlineData("alias=shop", "alias=shop.example.com:3306", "crm", false)]
    [InlineData("alias=", "db-1:3306", null, true)]
    [InlineData("alias~=^sh", "db-1:3306", "shop", true)]
    [InlineData("alias~=^op", "db-1:3306", "shop", false)]
    [InlineData("alias~=.*", "db-1:3306", null, true)]
    [InlineData("alias~=(", "db-1:3306", "shop", false)]
    [InlineData("^db-", "db-1:3306", "shop", true)]
    [InlineData("^shop", "db-1:3306", "shop", false)]
    [InlineData("^DB-", "db-1:3306", null, false)]
    [InlineData("(?i)^DB-", "db-1:3306", null, true)]
    [InlineData(".*", "db-1:3306", null, true)]
    [InlineData("(", "db-1:3306", null, false)]
    [InlineData("", "db-1:3306", "", false)]
    public void A_cluster_is_chosen_by_name_alias_or_pattern(string filter, string name, string? alias, bool expected) =>
        Assert.Equal(expected, ClusterFilters.Matches([filter], name, alias));

    [Fact]
    public void One_filter_is_enough_and_none_choose_none()
    {
        Assert.True(ClusterFilters.Matches(["nothing", "shop"], "db-1:3306", "shop"));
        Assert.False(ClusterFilters.Matches([], "db-1:3306", "shop"));
        Assert.True(HostFilters.Matches(["nothing", "db"], "db-1", 3306));
        Assert.False(HostFilters.Matches([], "db-1", 3306));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.10", false)]
    [InlineData("10.0.0.1", "110.0.0.1", false)]
    [InlineData("10.0", "10.0.0.10", true)]
    [InlineData("fd00::1", "fd00::1", true)]
    [InlineData("fd00::1", "fd00::12", false)]
    [InlineData("^db-1:3306$", "db-1", true)]
    [InlineData(":3307$", "db-1", false)]
    [InlineData("db", "my-db-1", true)]
    [InlineData("3306", "db-1", true)]
    [InlineData("[[:digit:]]:3306$", "db-1", true)]
    [InlineData("^[[:alpha:]_]+-", "db-1", true)]
    [InlineData("^[[:digit:]]", "db-1", false)]
    [InlineData("(?P<name>db)-1", "db-1", true)]
    [InlineData("(", "db-1", false)]
    [InlineData("", "db-1", false)]
    public void An_instance_is_chosen_by_its_address_or_by_a_pattern_of_host_and_port(string filter, string host, bool expected) =>
        Assert.Equal(expected, HostFilters.Matches([filter], host, 3306));

    [Fact]
    public void No_host_name_makes_a_match_slow()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(HostFilters.Matches(["^(a+)+$"], new string('a', 20_000) + "!", 1));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("db-(?P<dc>[a-z]+)-", "db-ams-1", "ams")]
    [InlineData("([[:alpha:]]+)[[:digit:]]+$", "ams12", "ams")]
    public void The_first_group_of_a_pattern_is_found(string pattern, string host, string expected)
    {
        Assert.True(Patterns.TryCompile(pattern, out var regex, out _));
        Assert.Equal(expected, regex.Match(host).Groups[1].Value);
    }
}
