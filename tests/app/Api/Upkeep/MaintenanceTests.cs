using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class MaintenanceTests
{
    [Fact]
    public async Task Maintenance_begins_is_shown_leaves_the_analysis_and_ends()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        Assert.Equal("db2:3306", (await host.GetAsync("/api/begin-maintenance/db2/3306/ops/new%20disk%2Fcable")).Ok.Key());

        var row = Assert.Single((await host.GetAsync("/api/maintenance")).Raw.EnumerateArray());
        Assert.Equal("MaintenanceId Key BeginTimestamp SecondsElapsed IsActive Owner Reason", row.Names());
        Assert.Equal("db2:3306", row.GetProperty("Key").Key());
        Assert.Equal(("ops", "new disk/cable", true), (row.GetProperty("Owner").GetString(), row.GetProperty("Reason").GetString(), row.GetProperty("IsActive").GetBoolean()));
        Assert.InRange(DateTime.UtcNow - DateTime.Parse(row.GetProperty("BeginTimestamp").GetString()!), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
        Assert.Equal("new disk/cable", (await host.GetAsync("/api/v2/instances")).Raw[1].GetProperty("maintenance").GetProperty("reason").GetString());

        var isIn = await host.GetAsync("/api/in-maintenance/db2/3306");
        Assert.Equal(("db2:3306", "true"), (isIn.Ok.GetString(), isIn.Message));
        var isNotIn = await host.GetAsync("/api/in-maintenance/db1/3306");
        Assert.Equal(("", "false"), (isNotIn.Ok.GetString(), isNotIn.Message));

        Assert.Equal("db2:3306", (await host.GetAsync("/api/end-maintenance/db2/3306")).Ok.Key());
        Assert.Empty((await host.GetAsync("/api/maintenance")).Raw.EnumerateArray());
        Assert.Equal("", (await host.GetAsync("/api/in-maintenance/db2/3306")).Ok.GetString());
        Assert.Equal("db2:3306", (await host.GetAsync("/api/end-maintenance/db2/3306")).Ok.Key());
        var types = (await host.GetAsync("/api/audit/instance/db2/3306")).Raw.EnumerateArray().Select(a => a.GetProperty("AuditType").GetString());
        Assert.Equal("end-maintenance begin-maintenance discover", string.Join(' ', types));

        await host.KillAsync(keys[0]);
        Assert.Equal("db1:3306", await AnalysedAsync(host, "DeadMaster"));
        _ = (await host.GetAsync("/api/begin-maintenance/db1/3306/ops/it%20is%20me")).Ok;
        Assert.Equal("", await AnalysedAsync(host, "DeadMaster"));
    }

    [Fact]
    public async Task Maintenance_ends_by_its_number()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        _ = (await host.GetAsync("/api/begin-maintenance/db1/3306/ops/why")).Ok;
        _ = (await host.GetAsync("/api/begin-maintenance/db2/3306/ops/why")).Ok;
        var id = (await host.GetAsync("/api/maintenance")).Raw[0].GetProperty("MaintenanceId").GetInt64();
        Assert.Equal(id, (await host.GetAsync($"/api/end-maintenance/{id}")).Ok.GetInt64());
        Assert.Equal("db2:3306", Assert.Single((await host.GetAsync("/api/maintenance")).Raw.EnumerateArray()).GetProperty("Key").Key());
        var again = await host.GetAsync($"/api/end-maintenance/{id}");
        Assert.Contains("did not run", again.Message, StringComparison.Ordinal);
        Assert.Equal(id, again.Ok.GetInt64());
        Assert.StartsWith("Invalid maintenance key: abc", (await host.GetAsync("/api/end-maintenance/abc")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_maintenance_is_refused_with_the_name_of_the_first()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        _ = (await host.GetAsync("/api/begin-maintenance/db1/3306/ann/disk")).Ok;
        var error = (await host.GetAsync("/api/begin-maintenance/db1/3306/bob/kernel")).Error;
        Assert.StartsWith("Cannot begin maintenance for instance: db1:3306", error, StringComparison.Ordinal);
        Assert.Contains("of ann runs until", error, StringComparison.Ordinal);
        Assert.Contains("Cannot read instance: nosuch:3306", (await host.GetAsync("/api/begin-maintenance/nosuch/3306/bob/kernel")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_that_has_run_out_is_over()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        _ = (await host.GetAsync("/api/begin-maintenance/db1/3306/ops/why")).Ok;
        var running = Assert.Single(await host.Store.GetMaintenanceAsync(ApiHost.Cancellation));
        Assert.Equal(TimeSpan.FromMinutes(10), running.EndsAt - running.BeginsAt);

        var over = running with { EndsAt = DateTimeOffset.UtcNow };
        var (state, version) = await host.Store.GetVersionedStateAsync(running.ClusterId, ApiHost.Cancellation);
        state = state with { Maintenance = new Dictionary<string, MaintenanceRecord> { [FleetTables.RowKey(over.Key)] = over } };
        Assert.True(await host.Store.TrySaveStateAsync(running.ClusterId, state, version, ApiHost.Cancellation));
        Assert.Equal("", (await host.GetAsync("/api/in-maintenance/db1/3306")).Ok.GetString());
        _ = (await host.GetAsync("/api/begin-maintenance/db1/3306/ops/again")).Ok;
        Assert.Equal("db1:3306", (await host.GetAsync("/api/in-maintenance/db1/3306")).Ok.GetString());
    }

    private static async Task<string> AnalysedAsync(ApiHost host, string code) => string.Join(
        ' ',
        (await host.GetAsync("/api/replication-analysis")).Ok.EnumerateArray()
            .Where(a => a.GetProperty("Analysis").GetString() == code)
            .Select(a => a.GetProperty("AnalyzedInstanceKey").Key()));
}
