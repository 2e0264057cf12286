using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class BadInputTests(ReadOnlyFleet fleet) : IClassFixture<ReadOnlyFleet>
{
    [Theory]
    [InlineData("instance/db1/abc", "Invalid port: abc")]
    [InlineData("instance/db1/0", "Invalid port: 0")]
    [InlineData("instance/db1/65536", "Invalid port: 65536")]
    [InlineData("instance/db1/-1", "Invalid port: -1")]
    [InlineData("discover/db1/99999999999", "Invalid port: 99999999999")]
    [InlineData("instance/_/3306", "Invalid host: _")]
    [InlineData("instance/other/3306", "Cannot read instance: other:3306")]
    [InlineData("instance/db/3306", "Cannot read instance: db:3306")]
    [InlineData("discover/other/3306", "other:3306 refused the connection.")]
    [InlineData("opengauss/discover/db1/5432", "Engine OpenGauss is not part of this deployment")]
    [InlineData("forget/other/3306", "ForgetInstance(): instance other:3306 not found")]
    [InlineData("forget/b2/3306", "ForgetInstance(): instance b2:3306 not found")]
    [InlineData("forget-cluster/nosuch", "Unable to determine cluster name. clusterHint=nosuch")]
    [InlineData("cluster/nosuch", "Unable to determine cluster name. clusterHint=nosuch")]
    [InlineData("cluster-info/nosuch:1:2", "Unable to determine cluster name. clusterHint=nosuch:1:2")]
    [InlineData("topology/nosuch", "Unable to determine cluster name. clusterHint=nosuch")]
    [InlineData("replication-analysis/nosuch", "Unable to determine cluster name. clusterHint=nosuch")]
    [InlineData("recover/db1/3306", "Recovery not attempted: db1:3306 is well (NoProblem).")]
    [InlineData("recover/other/3306", "Cannot read instance: other:3306")]
    [InlineData("graceful-master-takeover/nosuch", "Unable to determine cluster name. clusterHint=nosuch")]
    [InlineData("graceful-master-takeover/shop/other/3306", "Instance not found: other:3306")]
    [InlineData("graceful-master-takeover/shop/db2/x", "Invalid port: x")]
    [InlineData("force-master-takeover/shop/other/3306", "Instance not found: other:3306")]
    [InlineData("force-master-failover/nosuch", "Unable to determine cluster name. clusterHint=nosuch")]
    [InlineData("begin-downtime/other/3306/me/why", "Cannot read instance: other:3306")]
    [InlineData("begin-downtime/db2/3306/me/why/10", "Invalid duration: 10")]
    [InlineData("begin-downtime/db2/3306/me/why/-5m", "Invalid duration: -5m")]
    [InlineData("begin-downtime/db2/3306/me/why/0s", "Invalid duration: 0s")]
    [InlineData("begin-downtime/db2/3306/me/why/999999999w", "Invalid duration: 999999999w")]
    [InlineData("end-downtime/other/3306", "Cannot read instance: other:3306")]
    [InlineData("register-candidate/db2/3306/must", "not supported yet")]
    [InlineData("register-candidate/db2/3306/maybe", "Invalid promotion rule: maybe")]
    [InlineData("register-candidate/other/3306/prefer", "Cannot read instance: other:3306")]
    [InlineData("ack-recovery/abc?comment=x", "Invalid recovery id: abc")]
    [InlineData("ack-recovery/1?comment=x", "Recovery not found: 1")]
    [InlineData("ack-recovery/uid/abc?comment=x", "Recovery not found: abc")]
    [InlineData("ack-recovery/cluster/shop", "No acknowledge comment given")]
    [InlineData("ack-recovery/instance/db1/3306?comment=%20", "No acknowledge comment given")]
    [InlineData("ack-all-recoveries", "No acknowledge comment given")]
    [InlineData("audit/x", "Invalid page: x")]
    [InlineData("audit/999999999", "Invalid page: 999999999")]
    [InlineData("audit-recovery/x", "Invalid page: x")]
    public async Task Is_told_in_a_sentence(string path, string message) => Assert.Contains(message, (await fleet.Host.GetAsync("/api/" + path)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task What_nobody_foresaw_is_told_by_an_id_only_and_the_service_goes_on()
    {
        await using var host = await ApiHost.StartAsync();
        host.Fleet.Probing = _ => throw new InvalidOperationException("a secret of the inside");
        var reply = await host.GetAsync("/api/discover/db1/3306");
        Assert.StartsWith("Internal error", reply.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", reply.Text, StringComparison.Ordinal);
        Assert.Equal("OK", (await host.GetAsync("/api/_ping")).Raw.GetString());
    }

    [Fact]
    public async Task Addresses_that_cannot_or_must_not_be_reached_are_told_apart()
    {
        await using var host = await ApiHost.StartAsync(
            options => options with { DiscoveryAllowedHosts = ["127.0.0.1", "*.invalid"], MySQLTopologyUser = "x", MySQLTopologyPassword = "topsecret" },
            realEngine: true);
        var outside = await host.GetAsync("/api/discover/192.0.2.1/3306");
        Assert.Contains("outside DiscoveryAllowedHosts", outside.Error, StringComparison.Ordinal);
        var closed = await host.GetAsync("/api/discover/127.0.0.1/1");
        Assert.Contains("127.0.0.1:1", closed.Error, StringComparison.Ordinal);
        var unknown = await host.GetAsync("/api/discover/no-such-host.invalid/3306");
        Assert.Contains("no-such-host.invalid", unknown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", outside.Text + closed.Text + unknown.Text, StringComparison.Ordinal);
        Assert.Equal("OK", (await host.GetAsync("/api/_ping")).Raw.GetString());
    }

    [Fact]
    public async Task An_alias_of_two_clusters_means_neither()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("a", replicas: 0, alias: "same");
        await host.AddClusterAsync("b", replicas: 0, alias: "same");
        Assert.StartsWith("'same' means 2 clusters: mysql-", (await host.GetAsync("/api/force-master-failover/same")).Error, StringComparison.Ordinal);
    }
}
