using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Upkeep.Purging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Storage.Tests.Purging;

/// <summary>What the app removes from every back end. Each test has tables of its own.</summary>
public abstract class PurgeContract
{
    private const int All = 10_000;

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly InstanceKey Known = new(DatabaseEngine.MySql, "db1", 3306);
    private static readonly InstanceKey Gone = new(DatabaseEngine.MySql, "db2", 3306);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly string _prefix = "t" + Guid.NewGuid().ToString("N")[..12];
    private FleetStore? _store;

    protected abstract ITableStore Tables { get; }

    private FleetStore Store => _store ??= new FleetStore(new PrefixedStore(Tables, _prefix));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_old_goes_and_what_is_young_stays()
    {
        await Store.SaveDirectoryAsync(new DirectoryEntry(Known, "c", "", Start), Ct);
        foreach (var day in new[] { 0, 1, 8, 9 }) await WriteDayAsync(Start.AddDays(day), $"uid{day}");
        await Store.SaveRecoveryAsync(new RecoveryRecord { Uid = "open", ClusterId = "c", Failed = Known, StartedAt = Start }, Ct);
        _time.SetUtcNow(Start.AddDays(8.5));

        Assert.True(await RunAsync(All) > 0);
        Assert.Equal([9, 8], await Store.GetAuditAsync(instance: null, Ct).Select(r => (r.At - Start).Days).ToListAsync(Ct));
        Assert.Equal([9, 8], await Store.GetAuditAsync(Known, Ct).Select(r => (r.At - Start).Days).ToListAsync(Ct));
        Assert.Equal([9, 8], await Store.GetDetectionsAsync(Ct).Select(d => (d.Detection.At - Start).Days).ToListAsync(Ct));
        Assert.Equal([9, 8], await Store.GetAnalysisChangesAsync(Ct).Select(c => (c.At - Start).Days).ToListAsync(Ct));
        Assert.Equal(["uid9", "uid8", "open"], await Store.GetRecoveriesAsync(Ct).Select(r => r.Uid).ToListAsync(Ct));
        Assert.Equal(["opuid9", "opuid8"], await Store.GetOperationsAsync(Ct).Select(r => r.Uid).ToListAsync(Ct));
        foreach (var (uid, steps) in new[] { ("uid0", 0), ("uid1", 0), ("uid8", 1), ("uid9", 1) }) Assert.Equal(steps, await StepsAsync(uid));
        Assert.Equal(0, await RunAsync(All));
    }

    [Fact]
    public async Task A_recovery_that_nobody_has_acknowledged_stays_ten_times_as_long()
    {
        await Store.SaveRecoveryAsync(new RecoveryRecord { Uid = "unseen", ClusterId = "c", Failed = Known, StartedAt = Start, EndedAt = Start }, Ct);
        await Store.SaveRecoveryAsync(new RecoveryRecord { Uid = "open", ClusterId = "c", Failed = Known, StartedAt = Start }, Ct);
        foreach (var (day, left) in new[] { (69.0, new[] { "open", "unseen" }), (71.0, ["open"]) })
        {
            _time.SetUtcNow(Start.AddDays(day));
            await RunAsync(All);
            Assert.Equal(left, await Store.GetRecoveriesAsync(Ct).Select(r => r.Uid).Order().ToListAsync(Ct));
        }
    }

    [Fact]
    public async Task A_run_removes_no_more_than_it_may_and_the_next_goes_on()
    {
        await Store.SaveDirectoryAsync(new DirectoryEntry(Known, "c", "", Start), Ct);
        for (var i = 0; i < 25; i++)
            await Store.AuditAsync(new AuditRecord(Start.AddMinutes(i), "x", "c", i % 2 == 0 ? Known : null, "me", "It happened."), Ct);
        _time.SetUtcNow(Start.AddDays(30));
        foreach (var removed in new[] { 10, 10, 5, 0 }) Assert.Equal(removed, await RunAsync(10));
        Assert.Equal(0, await Store.GetAuditAsync(Known, Ct).CountAsync(Ct));
    }

    [Fact]
    public async Task History_keeps_the_snapshot_that_the_oldest_kept_moment_needs()
    {
        await Store.SaveDirectoryAsync(new DirectoryEntry(Known, "c", "", Start), Ct);
        var days = new[] { (0, true), (1, false), (2, true), (3, false), (9, false), (10, true) };
        foreach (var (day, isSnapshot) in days) await Store.SaveTopologyChangeAsync("c", [Change(Start.AddDays(day), isSnapshot)], Ct);
        await Store.SaveTopologyHeadAsync(new TopologyHistoryHead("c", Start, Start.AddDays(10), Start.AddDays(10), 0), Ct);
        await Store.SaveTopologyChangeAsync("forgotten", [Change(Start, isSnapshot: true)], Ct);
        await Store.SaveTopologyHeadAsync(new TopologyHistoryHead("forgotten", Start, Start, Start, 0), Ct);

        _time.SetUtcNow(Start.AddDays(11.5));
        Assert.Equal(3, await RunAsync(All));
        Assert.Equal([10, 9, 3, 2], await HistoryAsync("c"));
        Assert.Empty(await HistoryAsync("forgotten"));
        var head = Assert.Single(await Store.GetTopologyHeadsAsync(Ct));
        Assert.Equal((Start.AddDays(2), Start.AddDays(10)), (head.FirstAt, head.LastAt));

        _time.SetUtcNow(Start.AddDays(40));
        Assert.Equal(3, await RunAsync(All));
        Assert.Equal([10], await HistoryAsync("c"));
    }

    [Fact]
    public async Task What_belongs_to_nobody_goes()
    {
        await Store.SaveDirectoryAsync(new DirectoryEntry(Known, "c", "", Start), Ct);
        foreach (var key in new[] { Known, Gone }) await Store.PutTagAsync(new InstanceTag(key, "role", "backup"), Ct);
        foreach (var id in new[] { "c", "gone" })
        {
            Assert.True(await Store.TrySavePrimaryKeyAsync(new PrimaryKey("p/" + id, id, Known, "", ""), version: null, Ct));
            Assert.True(await Store.TrySaveStateAsync(id, new ClusterState(), version: null, Ct));
        }

        var busy = new ClusterState { Epoch = 3, LastRecovery = new RecoveryRecord { Uid = "u", ClusterId = "busy", Failed = Gone, EndedAt = Start.AddDays(-1) } };
        Assert.True(await Store.TrySaveStateAsync("busy", busy, version: null, Ct));
        await Store.SavePoolAsync(new InstancePool("old", [Known], Start.AddMinutes(-60)), Ct);
        await Store.SavePoolAsync(new InstancePool("young", [Known], Start.AddMinutes(-59)), Ct);
        await Store.AddMaintenanceAsync(new MaintenanceRecord(1, "c", Known, "ops", "why", Start.AddMinutes(-10), Start), Ct);
        await Store.AddMaintenanceAsync(new MaintenanceRecord(2, "c", Known, "ops", "why", Start.AddMinutes(-9), Start.AddMinutes(1)), Ct);

        Assert.Equal(5, await RunAsync(All));
        Assert.Equal([Known], (await Store.GetTaggedAsync("role", Ct)).Select(tag => tag.Key));
        Assert.Empty(await Store.GetTagsAsync(Gone, Ct));
        Assert.Equal(["p/c"], (await Store.GetPrimaryKeysAsync(Ct)).Select(row => row.Key));
        Assert.Equal(["busy", "c"], await Store.GetStatesAsync(Ct).Select(s => s.ClusterId).ToListAsync(Ct));
        Assert.Equal(["young"], (await Store.GetPoolsAsync(Ct)).Select(pool => pool.Name));
        Assert.Equal([2], (await Store.GetMaintenanceAsync(Ct)).Select(m => m.Id));

        _time.SetUtcNow(Start.AddDays(6.5));
        await RunAsync(All);
        Assert.Equal(["c"], await Store.GetStatesAsync(Ct).Select(s => s.ClusterId).ToListAsync(Ct));
    }

    private static TopologyChange Change(DateTimeOffset at, bool isSnapshot) => new(at, isSnapshot, 0, 1, [], []);

    private Task<int> RunAsync(int limit) => new Purge(Store, new Ham4DbOptions(), _time, NullLogger<Purge>.Instance).RunAsync(limit, Ct);

    private async Task<int> StepsAsync(string uid) => (await Store.GetStepsAsync(uid, Ct)).Count;

    private async Task<List<int>> HistoryAsync(string clusterId) =>
        await Store.GetTopologyChangesAsync(clusterId, DateTimeOffset.MaxValue, Ct).Select(change => (change.At - Start).Days).ToListAsync(Ct);

    private async Task WriteDayAsync(DateTimeOffset at, string uid)
    {
        await Store.AuditAsync(new AuditRecord(at, "x", "c", Known, "me", "It happened."), Ct);
        await Store.SaveDetectionAsync(new DetectionRecord("c", new Detection(Known, AnalysisCode.DeadPrimary, "It is dead.", at)), Ct);
        await Store.SaveAnalysisChangesAsync([new AnalysisChange("c", Known, AnalysisCode.DeadPrimary, at)], Ct);
        await Store.SaveRecoveryAsync(new RecoveryRecord { Uid = uid, ClusterId = "c", Failed = Known, StartedAt = at, EndedAt = at, Acknowledgement = new("me", at, "seen") }, Ct);
        var request = new OperationRequest { Kind = "relocate", ClusterId = "c", Instance = Known };
        await Store.SaveOperationAsync(new OperationRecord { Uid = "op" + uid, Request = request, StartedAt = at, EndedAt = at }, Ct);
        await Store.SaveStepAsync(new RecoveryStepRecord(uid, "promote", Known, "Promote it.", at, at, ""), Ct);
    }
}
