using Ham4Db.Core.Model;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class AddressTests
{
    [Theory]
    [InlineData("127.0.0.1:3000", "http://127.0.0.1:3000")]
    [InlineData(":3000", "http://*:3000")]
    [InlineData("*:3000", "http://*:3000")]
    [InlineData("0.0.0.0:80", "http://0.0.0.0:80")]
    [InlineData("[::1]:3000", "http://[::1]:3000")]
    [InlineData("localhost:0", "http://localhost:0")]
    public void A_place_to_listen_is_read(string text, string url)
    {
        Assert.True(ListenEndpoint.TryParse(text, out var endpoint));
        Assert.Equal(url, endpoint.Url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3000")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.1:3000")]
    [InlineData("::1:3000")]
    [InlineData("[127]:3000")]
    [InlineData("example.com:3000")]
    [InlineData("http://127.0.0.1:3000")]
    public void What_is_no_place_to_listen_is_refused(string text) => Assert.False(ListenEndpoint.TryParse(text, out _));

    [Theory]
    [InlineData("db-1", DatabaseEngine.MySql, "db-1:3306")]
    [InlineData("db-1:3307", DatabaseEngine.MySql, "db-1:3307")]
    [InlineData("[fd00::1]:3307", DatabaseEngine.MySql, "[fd00::1]:3307")]
    [InlineData("mysql:db-1:3307", DatabaseEngine.MySql, "db-1:3307")]
    [InlineData("mysql:db-1", DatabaseEngine.MySql, "db-1:3306")]
    [InlineData("mysql:3307", DatabaseEngine.MySql, "mysql:3307")]
    [InlineData("openGauss:db-1:5432", DatabaseEngine.OpenGauss, "db-1:5432")]
    [InlineData("postgresql:[fd00::1]:5432", DatabaseEngine.PostgreSql, "[fd00::1]:5432")]
    public void A_seed_is_read(string text, DatabaseEngine engine, string address)
    {
        Assert.True(DiscoverySeed.TryParse(text, 3306, out var key));
        Assert.Equal((engine, address), (key.Engine, key.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("db-1:port")]
    [InlineData("db-1:0")]
    [InlineData("oracle:db-1:1521")]
    [InlineData("mysql:")]
    [InlineData("two words")]
    public void What_is_no_seed_is_refused(string text) => Assert.False(DiscoverySeed.TryParse(text, 3306, out _));
}
