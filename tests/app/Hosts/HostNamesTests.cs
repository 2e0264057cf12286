using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosts;
using Ham4Db.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Hosts;

public sealed class HostNamesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-names-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeNameService _service = new()
    {
        CanonicalNames = { ["shop-db"] = "db1.example.com", ["db1.example.com"] = "db1.example.com" },
        Addresses = { ["db1.example.com"] = ["fd00::1", "10.0.0.1"], ["v6.example.com"] = ["fd00::2"] },
    };

    private readonly FleetStore _store;

    public HostNamesTests() => _store = new FleetStore(TableStoreFactory.Open("sqlite:" + Path.Combine(_folder, "fleet.db")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("default", "shop-db", "shop-db")]
    [InlineData("none", "shop-db", "shop-db")]
    [InlineData("cname", "shop-db", "db1.example.com")]
    [InlineData("cname", "db1.example.com", "db1.example.com")]
    [InlineData("cname", "unknown", "unknown")]
    [InlineData("ip", "db1.example.com", "10.0.0.1")]
    [InlineData("ip", "v6.example.com", "fd00::2")]
    [InlineData("ip", "10.0.0.7", "10.0.0.7")]
    [InlineData("addr", "10.0.0.1", "db1.example.com")]
    [InlineData("addr", "10.0.0.7", "10.0.0.7")]
    [InlineData("addr", "shop-db", "db1.example.com")]
    public async Task Each_method_has_its_way(string method, string host, string name) =>
        Assert.Equal(Key(name), await Names(new Ham4DbOptions { HostnameResolveMethod = method }).ResolveAsync(Key(host), Token));

    [Fact]
    public async Task A_name_is_believed_until_it_expires_and_a_failure_for_a_minute()
    {
        var names = Names(new Ham4DbOptions { HostnameResolveMethod = "cname", ExpiryHostnameResolvesMinutes = 30 });
        await names.ResolveAsync(Key("shop-db"), Token);
        _service.CanonicalNames["shop-db"] = "db2.example.com";
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(Key("db1.example.com"), await names.ResolveAsync(Key("SHOP-DB"), Token));
        Assert.Equal(1, _service.Asked);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Key("db2.example.com"), await names.ResolveAsync(Key("shop-db"), Token));

        await names.ResolveAsync(Key("late"), Token);
        _service.CanonicalNames["late"] = "late.example.com";
        Assert.Equal(Key("late"), await names.ResolveAsync(Key("late"), Token));
        _time.Advance(TimeSpan.FromMinutes(1.1));
        Assert.Equal(Key("late.example.com"), await names.ResolveAsync(Key("late"), Token));
    }

    [Fact]
    public async Task A_rejected_name_is_not_taken()
    {
        var names = Names(new Ham4DbOptions { HostnameResolveMethod = "cname", RejectHostnameResolvePattern = "^db[0-9]" });
        Assert.Equal(Key("shop-db"), await names.ResolveAsync(Key("shop-db"), Token));
        Assert.Null(names.OwnAddress(Snapshot("10.0.0.1", "db9")));
        Assert.Equal(Key("host9"), names.OwnAddress(Snapshot("10.0.0.1", "host9")));
    }

    [Theory]
    [InlineData("10.0.0.1", "db1", "db1")]
    [InlineData("10.0.0.1", "10.0.0.9", "10.0.0.9")]
    [InlineData("10.0.0.1", "", null)]
    [InlineData("db1", "DB1", null)]
    [InlineData("127.0.0.1", "db1", null)]
    [InlineData("localhost", "db1", null)]
    [InlineData("::1", "db1", null)]
    [InlineData("10.0.0.1", "localhost", null)]
    [InlineData("10.0.0.1", "localhost.localdomain", null)]
    [InlineData("10.0.0.1", "no host; name", null)]
    public void What_a_server_calls_itself_is_its_name_unless_that_means_every_machine(string host, string reported, string? own) =>
        Assert.Equal(own is null ? null : Key(own), Names(new Ham4DbOptions()).OwnAddress(Snapshot(host, reported)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static InstanceKey Key(string host) => new(DatabaseEngine.MySql, host, 3306);

    private static InstanceSnapshot Snapshot(string host, string reported) => new() { Key = Key(host), SeenAt = default, ReportedHost = reported };

    private HostNames Names(Ham4DbOptions options) => new(_store, _service, options, _time);
}
