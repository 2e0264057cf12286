using System.Text.Json.Nodes;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;
using Ham4Db.Topologies;

namespace Ham4Db.Cli.Demo;

/// <summary>The story: a topology is found, its primary dies under a writer, another takes over, the old one comes back.</summary>
internal sealed class DemoRun(DemoOptions options, DemoFleet fleet, DemoCluster cluster, Screen screen)
{
    private const int WarmUpRows = 100;

    private static readonly TimeSpan DiscoveryLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RejoinLimit = TimeSpan.FromSeconds(60);

    private readonly IDatabaseServer _old = cluster.Primary;
    private readonly DemoWatch _watch = new(fleet.Api, new InstanceAddress(cluster.Seed.Host, cluster.Seed.Port));

    private DemoTimeline? _timeline;

    /// <summary>What is known so far; all of it after <see cref="RunAsync"/>.</summary>
    public DemoReport Report
    {
        get => field with { Timeline = _timeline?.Entries ?? [] };
        private set;
    }

    = new()
    {
        Engine = cluster.EngineName,
        Version = cluster.Version,
        Fault = options.Fault.ToString().ToLowerInvariant(),
        Api = fleet.App.Address.ToString(),
        OldPrimary = DemoFleet.Name(cluster.Primary),
    };

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="DemoFailedException">Something did not happen, or something that must not.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await DiscoverAsync(cancellationToken);
        await using var checker = new WritableChecker(cluster.Servers);
        await using var writer = new WriterProbe(_watch.FindPrimaryAsync, cluster.Writing);
        screen.Line(SafeText.Markup($"A client writes row after row to whatever the API says is the primary: {DemoFleet.Name(_old)}"));
        await WaitForWritesAsync(writer, write => write.Id >= WarmUpRows, "the first rows are acknowledged", cancellationToken);

        var timeline = _timeline = InflictFault();
        var failed = new InstanceAddress(_old.Host, _old.Port);
        var recovery = await screen.BusyAsync("Waiting for the recovery", _ => _watch.UntilRecoveredAsync(failed, RecoveryLimit, cancellationToken));
        var successor = cluster.ServerAt(recovery.Recovery.Successor!.Host, recovery.Recovery.Successor.Port);
        timeline.Recovery = recovery;
        Report = Report with { NewPrimary = DemoFleet.Name(successor) };
        var first = await WaitForWritesAsync(writer, write => write.Port == successor.Port, "the new primary acknowledges a write", cancellationToken);
        timeline.Add(first.AcknowledgedAt, "first write accepted", DemoFleet.Name(successor));
        screen.Line($"[bold green]{SafeText.Markup(DemoFleet.Name(successor))} is the primary, and took a write after {Milliseconds.Text(first.AcknowledgedAt - timeline.FaultAt)}[/]");

        await screen.BusyAsync("Waiting for the old primary to rejoin", _ => ReturnAsync(timeline, cancellationToken));
        // Read again: the rejoin is a step of it too.
        timeline.Recovery = await _watch.ReadRecoveryAsync(recovery.Recovery.Uid, cancellationToken);
        var returned = await _watch.ReadAsync(cancellationToken);
        await writer.StopAsync();
        Report = Report with
        {
            WriteOutageMilliseconds = writer.Outage!.Duration.TotalMilliseconds,
            AcknowledgedRows = writer.Acknowledged.Count,
            FailedWrites = writer.Errors,
        };
        await checker.StopAsync();
        Judge(checker, timeline.FaultAt);
        TimelineView.Show(screen, Report.Timeline);
        TopologyView.Show(screen, returned);
        await VerifyAsync(writer, cancellationToken);
        Report = Report with { Succeeded = true };
    }

    private async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        var detail = await screen.BusyAsync($"Discovering the topology from {DemoFleet.Name(cluster.Seed)}, a replica of a replica", async _ =>
        {
            await _watch.UntilAsync($"{DemoFleet.Name(cluster.Seed)} is made known", DiscoveryLimit, AskForSeedAsync, cancellationToken);
            return await _watch.UntilAsync("all five servers are found and well", DiscoveryLimit, IsComplete, cancellationToken);
        });
        Report = Report with { ClusterId = detail.Cluster.ClusterId };
        TopologyView.Show(screen, detail);
    }

    private bool IsComplete(ClusterDetailModel detail) =>
        detail.Members.Count == cluster.Servers.Count
        && DemoFleet.Matches(_old, detail.Cluster.Primary)
        && detail.Members.All(member => member.Freshness.IsLastCheckValid && (member.IsReplicating || DemoFleet.Matches(_old, member.Key)));

    private DemoTimeline InflictFault()
    {
        var isKill = options.Fault == DemoFault.Kill;
        var what = $"{(isKill ? "SIGKILL" : "SIGSTOP")} to the primary";
        screen.Line($"[bold red]{what}, {SafeText.Markup(DemoFleet.Name(_old))}[/]");
        var timeline = new DemoTimeline(RunClock.Now);
        if (isKill) _old.Kill();
        else _old.Hang();
        timeline.Add(timeline.FaultAt, "fault", DemoFleet.Name(_old), what);
        return timeline;
    }

    private async Task ReturnAsync(DemoTimeline timeline, CancellationToken cancellationToken)
    {
        var name = DemoFleet.Name(_old);
        if (!cluster.ReturnsByItself)
        {
            if (options.Fault == DemoFault.Kill) await _old.StartAgainAsync(cancellationToken);
            else _old.Resume();
            timeline.Add(RunClock.Now, options.Fault == DemoFault.Kill ? "old primary restarted" : "old primary woken", name);
        }

        await _watch.UntilAsync($"{name} is made read-only", RejoinLimit, () => IsReadOnlyAsync(cancellationToken), cancellationToken);
        timeline.Add(RunClock.Now, "old primary read-only", name);

        var detail = await _watch.UntilAsync($"{name} rejoins", RejoinLimit, HasReturned, cancellationToken);
        var apart = detail.State.Demoted.FirstOrDefault(demoted => DemoFleet.Matches(_old, demoted.Key));
        if (apart is not null) timeline.Add(RunClock.Now, "kept apart", name, apart.Problem is { Length: > 0 } problem ? problem : $"it alone has {apart.ErrantGtidSet}, which nobody was told is stored");
        Report = Report with { Rejoined = apart is null, ErrantGtidSet = apart?.ErrantGtidSet ?? "" };
    }

    // Agents that have just been started may not be known yet.
    private async Task<object?> AskForSeedAsync()
    {
        var body = new JsonObject { ["instance"] = DemoFleet.Name(cluster.Seed) };
        return await fleet.Api.PostAsync(ApiClient.Path(cluster.ApiEngine, "v2", "instances"), body.ToJsonString(), CancellationToken.None);
    }

    private async Task<object?> IsReadOnlyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _old.ConnectAsync(cancellationToken);
        return await _old.IsWritableAsync(connection) ? null : connection;
    }

    // All replicate from where they should, and the old primary too, unless it has transactions that a rejoin would have to throw away.
    private bool HasReturned(ClusterDetailModel detail)
    {
        var isKeptApart = detail.State.Demoted.Any(demoted => DemoFleet.Matches(_old, demoted.Key) && demoted.IsKeptApart);
        return (isKeptApart || detail.State.Demoted.Count == 0)
            && detail.Cluster.Primary?.ToString() == Report.NewPrimary
            && detail.Members.All(member =>
                member.Key == detail.Cluster.Primary || member.IsReplicating || (isKeptApart && DemoFleet.Matches(_old, member.Key)));
    }

    private async Task<AcknowledgedWrite> WaitForWritesAsync(
        WriterProbe writer, Func<AcknowledgedWrite, bool> condition, string step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(WriteLimit);
        try
        {
            return await writer.WaitForAsync(condition, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DemoFailedException($"Within {WriteLimit.TotalSeconds:F0} s this did not happen: {step}. The writer's last error: {writer.LastError ?? "none"}");
        }
    }

    private void Judge(WritableChecker checker, TimeSpan faultAt)
    {
        Report = Report with
        {
            MostWritableAtOnce = checker.MaxSimultaneouslyWritable,
            OldPrimaryWritableMilliseconds = checker.Periods
                .Where(period => period.Server == _old && period.FirstAnswered > faultAt).Sum(period => period.Duration.TotalMilliseconds),
        };
        // A hung primary wakes up writable, and is so until it is fenced; a killed one that starts read-only never may be.
        if (options.Fault == DemoFault.Kill && cluster.StartsReadOnly && Report.MostWritableAtOnce > 1)
            throw new DemoFailedException($"{Report.MostWritableAtOnce} servers were writable at the same time.");
    }

    private async Task VerifyAsync(WriterProbe writer, CancellationToken cancellationToken)
    {
        foreach (var server in cluster.Servers.Where(server => server != _old || Report.Rejoined))
        {
            IReadOnlyList<long> lost = [];
            await _watch.UntilAsync(
                $"{DemoFleet.Name(server)} has every row that was acknowledged",
                WriteLimit,
                async () =>
                {
                    lost = await writer.VerifyNoneLostAsync(server, cancellationToken);
                    Report = Report with { LostRows = lost };
                    return lost.Count == 0 ? lost : null;
                },
                cancellationToken);
        }

        var kept = Report.Rejoined ? "all five servers have them" : "the new primary and its replicas have them";
        screen.Line($"[green]{Report.AcknowledgedRows} rows were acknowledged, and {kept}.[/]");
    }
}
