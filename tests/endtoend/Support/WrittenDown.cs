using System.Net.Http.Json;
using System.Text.Json;
using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Upkeep;
using Ham4Db.Functions.Upkeep.History;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>What people ask for after a failover: the key of the primary, the topology before it, what was found and when.</summary>
public sealed class WrittenDown
{
    private readonly Fleet _fleet;
    private readonly DateTimeOffset _before;

    private WrittenDown(Fleet fleet, DateTimeOffset before)
    {
        _fleet = fleet;
        _before = before;
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string PrimaryKey => $"{_fleet.Options.KVClusterMasterPrefix}/{_fleet.ClusterId}";

    /// <summary>Makes sure that the well topology is written down.</summary>
    public static async Task<WrittenDown> BeginAsync(Fleet fleet)
    {
        await fleet.Services.GetRequiredService<Caretaker>().RunAsync(fleet.Client, Cancelled);
        await fleet.WaitForAsync("the history knows all instances as they are", async () =>
            await HistoricTopology.ReadAsync(fleet.Store, fleet.ClusterId, DateTimeOffset.MaxValue, Cancelled) is { } now && IsWell(now, fleet));
        var written = new WrittenDown(fleet, DateTimeOffset.UtcNow);
        Assert.Equal(fleet.Key(0), (await fleet.Store.FindPrimaryKeyAsync(written.PrimaryKey, Cancelled)).Row?.Primary);
        return written;
    }

    /// <summary>Makes sure that the failover is.</summary>
    public async Task AssertAsync(RecoveryRecord recovery)
    {
        Assert.Equal(recovery.Successor, (await _fleet.Store.FindPrimaryKeyAsync(PrimaryKey, Cancelled)).Row?.Primary);
        Assert.True(IsWell((await HistoricTopology.ReadAsync(_fleet.Store, _fleet.ClusterId, _before, Cancelled))!, _fleet));
        await _fleet.WaitForAsync("the history knows the new primary", async () =>
            (await HistoricTopology.ReadAsync(_fleet.Store, _fleet.ClusterId, DateTimeOffset.MaxValue, Cancelled))!
                .Instances[recovery.Successor!.Value].Role == InstanceRole.Primary);
        var changes = await _fleet.Store.GetAnalysisChangesAsync(Cancelled).Where(c => c.Instance == recovery.Failed).ToListAsync(Cancelled);
        Assert.Contains(changes, change => change.Code == recovery.Code);

        using var http = new HttpClient { BaseAddress = new Uri($"http://{_fleet.Options.ListenAddress}") };
        await _fleet.WaitForAsync("the finding is listed with its recovery", async () =>
            (await http.GetFromJsonAsync<JsonElement>("/api/audit-failure-detection", Cancelled)).EnumerateArray().Any(found =>
                found.GetProperty("RelatedRecoveryId").GetInt64() == recovery.NumericId
                && found.GetProperty("AnalysisEntry").GetProperty("Analysis").GetString() == FailureAnalysis.LegacyName(recovery.Code)));
        var measured = await http.GetFromJsonAsync<JsonElement>("/api/discovery-metrics-aggregated/120", Cancelled);
        Assert.Equal(5, measured.GetProperty("CountDistinctOkInstanceKeys").GetInt32());
        Assert.True(measured.GetProperty("MedianInstanceSeconds").GetDouble() > 0);
    }

    private static bool IsWell(HistoricTopology topology, Fleet fleet) =>
        topology.Instances.Count == 5
        && topology.Instances[fleet.Key(0)] is { Role: InstanceRole.Primary, IsReadOnly: false }
        && topology.Instances.Values.Count(i => i is { IsAnswering: true, IsReplicating: true, IsReadOnly: true }) == 4;
}
