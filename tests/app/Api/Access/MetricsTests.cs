using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Access;

public sealed class MetricsTests
{
    [Fact]
    public async Task Say_what_the_fleet_is_like_and_what_was_asked()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        Assert.Contains("ham4db_instances{answered=\"yes\"} 3\n", await ReadAsync(host), StringComparison.Ordinal);
        await host.KillAsync(keys[0]);
        var dead = await ReadAsync(host);
        foreach (var line in new[] { "ham4db_clusters 1", "ham4db_instances{answered=\"yes\"} 2", "ham4db_instances{answered=\"no\"} 1", "ham4db_findings{code=\"DeadPrimary\"} 1", "ham4db_recoveries_disabled 0" })
            Assert.Contains(line + "\n", dead, StringComparison.Ordinal);
        _ = (await host.GetAsync("/api/recover/db1/3306")).Ok;
        await host.ProbeAsync();
        var recovered = await ReadAsync(host);
        foreach (var line in new[] { "ham4db_recoveries{kind=\"DeadPrimary\",status=\"Succeeded\"} 1", "ham4db_recoveries_unacknowledged 1" })
            Assert.Contains(line + "\n", recovered, StringComparison.Ordinal);
        Assert.Contains("ham4db_recovery_step_seconds_count{step=\"promote\",succeeded=\"yes\"} 1\n", recovered, StringComparison.Ordinal);
        Assert.Contains("ham4db_http_request_seconds_count{route=\"/api/discover/{host}/{port}\",method=\"GET\",status=\"200\"} 3\n", recovered, StringComparison.Ordinal);
        // Values that callers chose name no route, and nothing secret is measured.
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/no-such-path")).Status);
        var text = await ReadAsync(host);
        Assert.DoesNotContain("no-such-path", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(ApiHost host)
    {
        var reply = await host.GetAsync("/metrics");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (reply.Status, reply.ContentType));
        return reply.Text;
    }
}
