using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Functions.Upkeep.History;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Upkeep;

public sealed class TopologyRecorderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly StoreFolder _folder = new();
    private readonly ScriptedFleet _fleet = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_moment_is_found_again()
    {
        var keys = _fleet.AddCluster("db", replicas: 3);
        var recorder = new TopologyRecorder(_folder.Store, _time);
        var expected = new List<(DateTimeOffset At, string Text)>();
        await StepAsync(recorder, expected, () => { });
        await StepAsync(recorder, expected, () => _fleet[keys[3]].Source = keys[1]);
        await StepAsync(recorder, expected, () => _fleet[keys[2]].IsReceiving = false);
        await StepAsync(recorder, expected, () => _fleet[keys[0]].IsReadOnly = true);
        // A new process goes on where the old one stopped.
        recorder = new TopologyRecorder(_folder.Store, _time);
        await StepAsync(recorder, expected, () => _fleet.Remove(keys[2]));
        await StepAsync(recorder, expected, () => _fleet.AddCluster("new", replicas: 0));

        foreach (var (at, text) in expected) Assert.Equal(text, Text(await ReadAsync(at)));
        foreach (var (at, text) in expected) Assert.Equal(text, Text(await ReadAsync(at.AddSeconds(59))));
        Assert.Null(await HistoricTopology.ReadAsync(_folder.Store, "c", Start.AddTicks(-1), Cancellation));
        var head = await _folder.Store.FindTopologyHeadAsync("c", Cancellation);
        Assert.Equal((Start, Start.AddMinutes(5), Start, 5), (head!.FirstAt, head.LastAt, head.SnapshotAt, head.ChangesSince));
    }

    [Fact]
    public async Task What_does_not_change_is_not_written()
    {
        _fleet.AddCluster("db");
        var recorder = new TopologyRecorder(_folder.Store, _time);
        for (var i = 0; i < 5; i++)
        {
            await recorder.RecordAsync(Topology(), Cancellation);
            foreach (var server in _fleet.Servers) server.LagSeconds = i;
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Few_rows_are_read_however_long_the_history_is()
    {
        var keys = _fleet.AddCluster("db");
        var recorder = new TopologyRecorder(_folder.Store, _time);
        for (var i = 0; i < 250; i++)
        {
            _fleet[keys[1]].IsReceiving = i % 2 == 0;
            await recorder.RecordAsync(Topology(), Cancellation);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var snapshots = (await RowsAsync()).Where(row => row.IsSnapshot).ToList();
        Assert.Equal(3, snapshots.Count);
        Assert.Equal(Text(await ReadAsync(Start.AddSeconds(123))), Text(await ReadAsync(Start.AddSeconds(125))));
        Assert.NotEqual(Text(await ReadAsync(Start.AddSeconds(124))), Text(await ReadAsync(Start.AddSeconds(125))));
    }

    [Fact]
    public async Task A_cluster_of_a_thousand_instances_takes_several_rows()
    {
        var keys = _fleet.AddCluster("db", replicas: 999);
        var recorder = new TopologyRecorder(_folder.Store, _time);
        await recorder.RecordAsync(Topology(), Cancellation);
        Assert.Equal([0, 1, 2], (await RowsAsync()).Select(row => row.Part));
        Assert.Equal(1000, (await ReadAsync(Start)).Instances.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        _fleet.Remove(keys[500]);
        await recorder.RecordAsync(Topology(), Cancellation);
        Assert.Equal(999, (await ReadAsync(Start.AddSeconds(1))).Instances.Count);
        Assert.Equal(1000, (await ReadAsync(Start)).Instances.Count);
    }

    [Fact]
    public async Task A_snapshot_that_is_not_whole_does_no_harm()
    {
        var keys = _fleet.AddCluster("db", replicas: 1);
        var recorder = new TopologyRecorder(_folder.Store, _time);
        await recorder.RecordAsync(Topology(), Cancellation);
        _fleet[keys[1]].IsReceiving = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        var replica = HistoricInstance.Of(Topology()).Single(i => i.Key == keys[1]);
        await _folder.Store.SaveTopologyChangeAsync("c", [new TopologyChange(_time.GetUtcNow(), true, 1, 2, [replica], [])], Cancellation);
        Assert.Equal(2, (await ReadAsync(_time.GetUtcNow())).Instances.Count);
    }

    [Fact]
    public async Task Two_that_write_in_turns_agree()
    {
        var keys = _fleet.AddCluster("db", replicas: 3);
        var (one, other) = (new TopologyRecorder(_folder.Store, _time), new TopologyRecorder(_folder.Store, _time));
        foreach (var (recorder, key) in new[] { (one, keys[1]), (other, keys[2]), (one, keys[3]), (other, keys[1]), (one, keys[2]) })
        {
            _fleet[key].IsReceiving = !_fleet[key].IsReceiving;
            await recorder.RecordAsync(Topology(), Cancellation);
            Assert.Equal(Text(HistoricInstance.Of(Topology())), Text(await ReadAsync(DateTimeOffset.MaxValue)));
        }
    }

    private static string Text(HistoricTopology topology) => Text(topology.Instances.Values);

    private static string Text(IEnumerable<HistoricInstance> instances) =>
        string.Join('\n', instances.OrderBy(i => i.Key).Select(i => $"{i.Key} {i.Role} {i.Source} {i.IsAnswering} {i.IsReplicating} {i.IsReadOnly}"));

    private async Task StepAsync(TopologyRecorder recorder, List<(DateTimeOffset At, string Text)> expected, Action change)
    {
        if (expected.Count > 0) _time.Advance(TimeSpan.FromMinutes(1));
        change();
        await recorder.RecordAsync(Topology(), Cancellation);
        expected.Add((_time.GetUtcNow(), Text(HistoricInstance.Of(Topology()))));
    }

    private async Task<HistoricTopology> ReadAsync(DateTimeOffset at) =>
        await HistoricTopology.ReadAsync(_folder.Store, "c", at, Cancellation) ?? throw new InvalidOperationException($"There is no history at {at:u}.");

    private async Task<List<TopologyChange>> RowsAsync() =>
        await _folder.Store.GetTopologyChangesAsync("c", DateTimeOffset.MaxValue, Cancellation).ToListAsync(Cancellation);

    private ClusterTopology Topology() => new("c", _fleet.Servers.Select(s => new ClusterMember { Snapshot = s.Snapshot(_fleet) }));
}
