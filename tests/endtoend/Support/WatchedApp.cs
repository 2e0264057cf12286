using System.Data.Common;
using System.Net.Sockets;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Recovery;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Worker.Builder;
using Ham4Db.Topologies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>The whole app on the embedded runtime, with the configuration that users have by default, watching servers that the test started.</summary>
public abstract class WatchedApp : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-fleet-").FullName;
    private IHost? _host;

    /// <summary>Makes it; <paramref name="configure"/> completes the options, whose data folder and port are chosen.</summary>
    protected WatchedApp(Func<Ham4DbOptions, Ham4DbOptions> configure) =>
        Options = configure(new Ham4DbOptions { DataFolder = _folder, ListenAddress = $"127.0.0.1:{FreePorts.Choose()}", RecoverMasterClusterFilters = ["*"] });

    public Ham4DbOptions Options { get; protected set; }

    public IServiceProvider Services => _host!.Services;

    public FleetStore Store => Services.GetRequiredService<FleetStore>();

    public DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    public string ClusterId { get; protected set; } = "";

    /// <summary>What the app has logged.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Who the app says is the primary.</summary>
    public async ValueTask<(string Host, int Port)> FindPrimaryAsync(CancellationToken cancellationToken)
    {
        var primary = (await Store.FindClusterAsync(ClusterId, cancellationToken))?.Primary ?? throw new InvalidOperationException("no primary");
        return (primary.Host, primary.Port);
    }

    public Task<ClusterState> StateAsync() => Store.GetStateAsync(ClusterId, CancellationToken.None);

    /// <summary>Waits for the recovery that follows a fault.</summary>
    public async Task<RecoveryRecord> WaitForRecoveryAsync(TimeSpan? limit = null)
    {
        RecoveryRecord? last = null;
        await WaitForAsync("a recovery ended", async () => (last = (await StateAsync()).LastRecovery) is not null, limit);
        return last!;
    }

    public async Task WaitForAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        using var deadline = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(30));
        while (!await HoldsAsync(condition))
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"This did not happen in time: {what}.\n{await DescribeAsync()}");
            await Task.Delay(30, CancellationToken.None);
        }
    }

    /// <summary>A takeover as a person asks for it; without a designated instance the planner chooses.</summary>
    public async Task<RecoveryRequest> TakeoverRequestAsync(InstanceKey? designated)
    {
        var cluster = await Store.FindClusterAsync(ClusterId, CancellationToken.None);
        return new RecoveryRequest
        {
            ClusterId = ClusterId,
            ClusterName = cluster!.Name,
            ClusterAlias = cluster.Alias,
            Kind = RecoveryKind.PlannedTakeover,
            Primary = cluster.Primary!.Value,
            Designated = designated,
            ChooseSuccessor = designated is null,
            StartOldPrimary = true,
            Actor = "test",
        };
    }

    /// <summary>Asks for a planned takeover and waits for its end.</summary>
    public async Task<RecoveryOutcome> TakeOverAsync(InstanceKey? designated)
    {
        var request = await TakeoverRequestAsync(designated);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(nameof(RecoverCluster), request, new StartOrchestrationOptions(RecoverCluster.InstanceId(ClusterId)));
        return await OutcomeAsync(id);
    }

    public async Task<RecoveryOutcome> OutcomeAsync(string instanceId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
        if (ended.FailureDetails is { } failure) throw new InvalidOperationException(failure.ErrorMessage);
        return ended.ReadOutputAs<RecoveryOutcome>()!;
    }

    /// <summary>What the app knows, for the message of a failed test.</summary>
    public async Task<string> DescribeAsync()
    {
        var lines = new List<string>();
        foreach (var cluster in await Store.GetClustersAsync(CancellationToken.None))
        {
            lines.Add($"cluster {cluster.ClusterId} primary {cluster.Primary} findings {string.Join(", ", cluster.Findings.Select(f => $"{f.Code}@{f.Instance}"))}");
            lines.AddRange((await Store.GetMembersAsync(cluster.ClusterId, CancellationToken.None)).Select(m =>
                $"  {m.Key} valid={m.IsLastCheckValid} ro={m.Snapshot.IsReadOnly} source={m.Snapshot.Replication?.Source} io={m.Snapshot.Replication?.Receiver} sql={m.Snapshot.Replication?.Applier} gtid={m.Snapshot.ExecutedGtidSet} errant={m.ErrantGtidSet} {m.LastCheckError}"));
            var state = await Store.GetStateAsync(cluster.ClusterId, CancellationToken.None);
            lines.AddRange((await Store.GetStepsAsync((state.ActiveRecovery ?? state.LastRecovery)?.Uid ?? "", CancellationToken.None)).Select(s =>
                $"  {s.StartedAt:HH:mm:ss.fff}-{s.EndedAt:HH:mm:ss.fff} {s.Step} {s.Target} {s.Error}"));
            lines.Add("  state " + FleetJson.Write(state));
        }

        await foreach (var audit in Store.GetAuditAsync(instance: null, CancellationToken.None)) lines.Add($"  {audit.At:HH:mm:ss.fff} {audit.Type} {audit.Message}");
        return string.Join('\n', lines);
    }

    public async Task StartHostAsync(CancellationToken cancellationToken = default)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFunctions(typeof(Prober).Assembly);
        builder.DataFolder = Options.DataFolder;
        builder.Urls.Clear();
        builder.Urls.Add($"http://{Options.ListenAddress}");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        if (Environment.GetEnvironmentVariable("HAM4DB_TEST_LOG") is not null)
            builder.Logging.AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss.fff "; });
        builder.Services.AddHam4Db(Options);
        _host = builder.Build();
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Starts the app again on the same data and at the same address.</summary>
    /// <param name="configure">Changes the configuration.</param>
    /// <param name="whileStopped">What is done or waited for in between.</param>
    public async Task RestartHostAsync(Func<Ham4DbOptions, Ham4DbOptions>? configure = null, Func<Task>? whileStopped = null)
    {
        await StopHostAsync();
        if (whileStopped is not null) await whileStopped();
        _host!.Dispose();
        Options = configure?.Invoke(Options) ?? Options;
        await StartHostAsync();
    }

    /// <summary>Stops the app; its services can still be used.</summary>
    public Task StopHostAsync() => _host!.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await StopHostAsync();
            _host.Dispose();
        }

        await StopServersAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what the test started.</summary>
    protected abstract ValueTask StopServersAsync();

    // A server that is about to die, or busy, answers the next time or not at all.
    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        // One that dies under a question shows itself by the bare socket at times.
        catch (Exception exception) when (exception is DbException or SocketException or IOException)
        {
            return false;
        }
    }
}
