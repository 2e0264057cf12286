using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <content>What operators do to a fleet, and what they can see of it.</content>
public sealed partial class Fleet
{
    private EntityInstanceId Entity => new(nameof(ClusterEntity), ClusterId);

    /// <summary>A client that writes wherever the app says the primary is.</summary>
    public WriterProbe StartWriter() => new(FindPrimaryAsync);

    /// <summary>A client that knows one server only and writes there whatever its role.</summary>
    public static WriterProbe StartWriter(DatabaseServer server) => new(_ => ValueTask.FromResult((server.Host, server.Port)));

    public DatabaseServer Server(int index) => Topology.Servers[index];

    public Task SignalAsync(string operation, object input) => Client.Entities.SignalEntityAsync(Entity, operation, input);

    public async Task RegisterRuleAsync(int server, PromotionRule rule)
    {
        await SignalAsync(
            nameof(ClusterEntity.RegisterPromotionRule),
            new RegisterPromotionRule(Key(server), new RegisteredPromotionRule(rule, DateTimeOffset.UtcNow.AddHours(1))));
        await WaitForAsync($"the rule of server {server} is known", async () =>
            (await StateAsync()).PromotionRules.TryGetValue(FleetTables.RowKey(Key(server)), out var known) && known.Rule == rule);
    }

    /// <summary>Ends the block that a recovery leaves behind, as a person would.</summary>
    public async Task AcknowledgeAsync()
    {
        await SignalAsync(nameof(ClusterEntity.Acknowledge), new AcknowledgeRecovery("", new Acknowledgement("test", DateTimeOffset.UtcNow, "seen")));
        await WaitForAsync("the recovery is acknowledged", async () => (await StateAsync()).LastRecovery?.Acknowledgement is not null);
    }

    /// <summary>Asks for a planned takeover and waits for its end.</summary>
    public Task<RecoveryOutcome> TakeOverAsync(int? designated) => TakeOverAsync(designated is { } server ? Key(server) : null);

    public Task<RecoveryRequest> TakeoverRequestAsync(int? designated) => TakeoverRequestAsync(designated is { } server ? Key(server) : null);

    public Task<List<ClusterMember>> MembersAsync() => Store.GetMembersAsync(ClusterId, CancellationToken.None);

    public async Task<IReadOnlyList<Finding>> FindingsAsync() => (await Store.FindClusterAsync(ClusterId, CancellationToken.None))?.Findings ?? [];

    public Task WaitForFindingAsync(AnalysisCode code, int server) =>
        WaitForAsync($"{code} is found at server {server}", async () => (await FindingsAsync()).Any(f => f.Code == code && f.Instance == Key(server)));

    /// <summary>Waits until the app sees every instance, with one primary that all others follow directly or through others.</summary>
    public Task WaitUntilWellAsync(int primary) => WaitForAsync($"all is well below server {primary}", async () =>
        (await Store.FindClusterAsync(ClusterId, CancellationToken.None))?.Primary == Key(primary)
        && (await MembersAsync()).All(m => m.IsLastCheckValid && (m.Key == Key(primary) ? m.Snapshot is { IsReadOnly: false, Replication: null } : m.Snapshot.Replication is { IsRunning: true })));

    /// <summary>Watches for a while that no recovery is opened; what would open one is already true.</summary>
    public async Task AssertNoRecoveryAsync(TimeSpan time, string? lastUid = null)
    {
        using var end = new CancellationTokenSource(time);
        while (!end.IsCancellationRequested)
        {
            var state = await StateAsync();
            Assert.True(state.ActiveRecovery is null && state.LastRecovery?.Uid == lastUid, $"There was a recovery.\n{await DescribeAsync()}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Waits for the recovery that comes after <paramref name="last"/>.</summary>
    public async Task<RecoveryRecord> WaitForNextRecoveryAsync(RecoveryRecord last)
    {
        RecoveryRecord? next = null;
        await WaitForAsync("another recovery ended", async () => (next = (await StateAsync()).LastRecovery)?.Uid != last.Uid);
        return next!;
    }

    public async Task AssertSucceededAsync(RecoveryRecord recovery) =>
        Assert.True(recovery.Status == RecoveryStatus.Succeeded && recovery.Errors.Count == 0, $"{string.Join('\n', recovery.Errors)}\n{await DescribeAsync()}");

    /// <summary>Waits until every given server has every row that the writer was told is stored.</summary>
    public async Task AssertNoneLostAsync(WriterProbe writer, IEnumerable<int> servers)
    {
        foreach (var server in servers)
        {
            IReadOnlyList<long> missing = [];
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            while ((missing = await writer.VerifyNoneLostAsync(Server(server))).Count > 0 && !limit.IsCancellationRequested)
                await Task.Delay(50, CancellationToken.None);
            Assert.True(missing.Count == 0, $"Server {server} lacks {string.Join('\n', writer.Acknowledged.Where(w => missing.Contains(w.Id)))}\n{await DescribeAsync()}");
        }
    }
}
