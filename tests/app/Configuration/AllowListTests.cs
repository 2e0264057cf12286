using System.Net;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class AllowListTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("[fe80::1]")]
    [InlineData("febf::1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("0")]
    [InlineData("::")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2852039166")]
    [InlineData("0xA9FEA9FE")]
    public void Addresses_that_no_database_has_are_always_refused(string host)
    {
        Assert.Contains("never connected to", new AllowList([]).Refuse(host, 3306));
        Assert.Contains("never connected to", new AllowList(["*", "0.0.0.0/0", "::/0"]).Refuse(host, 3306));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("2001:db8::1")]
    [InlineData("db-1.example.com")]
    [InlineData("db_1")]
    public void An_empty_list_allows_any_other_host(string host) => Assert.Null(new AllowList([]).Refuse(host, 3306));

    [Theory]
    [InlineData("", 3306)]
    [InlineData("db-1", 0)]
    [InlineData("db-1", 65536)]
    [InlineData("two words", 3306)]
    [InlineData("a/b", 3306)]
    public void What_is_no_host_or_no_port_is_refused(string host, int port) => Assert.NotNull(new AllowList([]).Refuse(host, port));

    [Theory]
    [InlineData("db-*.example.com", "db-1.example.com", 3306, true)]
    [InlineData("db-*.example.com", "DB-1.Example.COM.", 3306, true)]
    [InlineData("db-*.example.com", "web-1.example.com", 3306, false)]
    [InlineData("db-*.example.com", "db-1.evil.example.com", 3306, false)]
    [InlineData("db-*.example.com", "db-1.example.com.evil.org", 3306, false)]
    [InlineData("db-*.example.com", "db-1xexample.com", 3306, false)]
    [InlineData("db-*", "db-1.evil.org", 3306, false)]
    [InlineData("f*", "fd00::1", 3306, false)]
    [InlineData("*", "db-1.anywhere.org", 3306, true)]
    [InlineData("*", "10.0.0.1", 3306, true)]
    [InlineData("*:3306", "10.0.0.1", 3306, true)]
    [InlineData("*:3306", "10.0.0.1", 3307, false)]
    [InlineData("db-1:3307", "db-1", 3307, true)]
    [InlineData("db-1:3307", "db-1", 3306, false)]
    [InlineData("10.0.0.1", "10.0.0.1", 3306, true)]
    [InlineData("10.0.0.1", "10.0.0.2", 3306, false)]
    [InlineData("10.0.0.1:3307", "10.0.0.1", 3306, false)]
    [InlineData("10.1.0.0/16", "10.1.255.255", 3306, true)]
    [InlineData("10.1.2.3/16", "10.1.0.1", 3306, true)]
    [InlineData("10.1.2.3/16", "10.2.2.3", 3306, false)]
    [InlineData("10.1.0.0/16", "10.2.0.0", 3306, false)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.0.1", 3306, true)]
    [InlineData("10.1.0.0/16:3306", "10.1.0.1", 3307, false)]
    [InlineData("::ffff:10.1.0.1", "10.1.0.1", 3306, true)]
    [InlineData("fd00::/16", "fd00::5", 3306, true)]
    [InlineData("fd00::/16", "fd01::5", 3306, false)]
    [InlineData("[fd00::1]:3306", "fd00::1", 3306, true)]
    [InlineData("[fd00::1]:3306", "[fd00::1]", 3307, false)]
    [InlineData("fd00::1", "fd00:0::1", 3306, true)]
    public void A_list_allows_what_it_names(string pattern, string host, int port, bool allowed)
    {
        var reason = new AllowList([pattern]).Refuse(host, port);
        Assert.Equal(allowed, reason is null);
        if (!allowed) Assert.Contains("outside DiscoveryAllowedHosts", reason);
    }

    [Fact]
    public void What_is_no_item_cannot_make_a_list() => Assert.Throws<FormatException>(() => new AllowList(["10.0.*"]));

    [Theory]
    [InlineData("", "db-1", "10.0.0.1", "10.0.0.1")]
    [InlineData("db-*", "db-1", "10.0.0.1 10.0.0.2", "10.0.0.1 10.0.0.2")]
    [InlineData("10.0.0.0/24", "db-1", "10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.0/24", "db-1", "10.0.1.1 10.0.0.1", "10.0.0.1")]
    [InlineData("", "db-1", "fe80::1 10.0.0.1", "10.0.0.1")]
    [InlineData("", "10.0.0.1", "", "10.0.0.1")]
    public async Task Only_addresses_that_are_allowed_are_given_to_connect_to(string pattern, string host, string answers, string expected)
    {
        var addresses = await List(pattern, answers).ResolveAllowedAsync(host, 3306, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Split(' ').Select(IPAddress.Parse), addresses);
    }

    [Theory]
    [InlineData("", "db-1", "169.254.169.254", "never connected to")]
    [InlineData("db-*", "db-1", "169.254.169.254", "never connected to")]
    [InlineData("10.0.0.0/24", "db-1", "10.0.1.1 192.168.0.1", "outside")]
    [InlineData("10.0.0.0/24:3307", "db-1", "10.0.0.1", "outside")]
    [InlineData("web", "db-1", "10.0.0.1", "outside")]
    [InlineData("", "db-1", "", "no address")]
    public async Task A_name_that_leads_to_no_allowed_address_is_refused(string pattern, string host, string answers, string reason)
    {
        var exception = await Assert.ThrowsAsync<HostNotAllowedException>(async () =>
            await List(pattern, answers).ResolveAllowedAsync(host, 3306, TestContext.Current.CancellationToken));
        Assert.Contains(reason, exception.Message);
        Assert.Contains(host, exception.Message);
    }

    [Fact]
    public async Task A_name_outside_the_list_is_not_even_looked_up()
    {
        var list = new AllowList(["db-*"], (_, _) => throw new InvalidOperationException("looked up"));
        await Assert.ThrowsAsync<HostNotAllowedException>(async () => await list.ResolveAllowedAsync("web-1", 3306, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_resolver_the_system_is_asked() =>
        Assert.Contains(await new AllowList([]).ResolveAllowedAsync("localhost", 3306, TestContext.Current.CancellationToken), IPAddress.IsLoopback);

    private static AllowList List(string pattern, string answers) =>
        new(pattern.Length == 0 ? [] : [pattern], (_, _) => Task.FromResult(answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()));
}
