using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Telemetry;

/// <summary>What the fleet is like now, read from the store when it is asked for, so that each process says the same.</summary>
internal sealed class FleetGauges : IDisposable
{
    private readonly FleetReader _reader;
    private readonly FleetStore _store;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TwinGauge _clusters;
    private readonly TwinGauge _instances;
    private readonly TwinGauge _findings;
    private readonly TwinGauge _recoveries;
    private readonly TwinGauge _unacknowledged;
    private readonly TwinGauge _blocks;
    private readonly TwinGauge _disabled;
    private readonly TwinGauge _age;
    private readonly TwinGauge _webhooks;
    private readonly WorkQueues _queues;
    private readonly TwinGauge _waiting;
    private readonly TwinGauge _waitingFor;

    public FleetGauges(FleetReader reader, FleetStore store, WorkQueues queues, ServiceMetrics metrics)
    {
        (_reader, _store, _queues) = (reader, store, queues);
        _clusters = metrics.Gauge("ham4db_clusters", "Clusters.");
        _instances = metrics.Gauge("ham4db_instances", "Instances, by whether the last probe was answered.", "answered");
        _findings = metrics.Gauge("ham4db_findings", "What is wrong with instances, by code.", "code");
        _recoveries = metrics.Gauge("ham4db_recoveries", "Recoveries that are kept, by kind and status.", "kind", "status");
        _unacknowledged = metrics.Gauge("ham4db_recoveries_unacknowledged", "Recoveries that ended and that nobody has acknowledged.");
        _blocks = metrics.Gauge("ham4db_clusters_blocked", "Clusters whose next automatic recovery is refused.");
        _disabled = metrics.Gauge("ham4db_recoveries_disabled", "1 while automatic recoveries are switched off everywhere, else 0.");
        _age = metrics.Gauge("ham4db_oldest_probe_age_seconds", "Seconds since the cluster that was probed longest ago was.");
        _webhooks = metrics.Gauge("ham4db_webhooks", "Deliveries to webhooks that wait (queued) or were given up (dead), by address.", "endpoint", "status");
        _waiting = metrics.Gauge("ham4db_queue_waiting", "What may go on now and what is just being worked on, by queue.", "queue");
        _waitingFor = metrics.Gauge("ham4db_queue_oldest_seconds", "Seconds that the first of a queue has waited, by queue; 0 when none waits.", "queue");
    }

    /// <summary>Reads them and writes everything that is measured.</summary>
    public async Task WriteAsync(ServiceMetrics metrics, Stream stream, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
            await metrics.WriteAsync(stream, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads them, for whoever collects them by himself.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var views = await _reader.ReadAllAsync(engine: null, cancellationToken);
        var recoveries = await _store.GetRecoveriesAsync(cancellationToken).ToListAsync(cancellationToken);
        var members = views.SelectMany(view => view.Topology.Members.Values).ToList();
        _clusters.Set(views.Count);
        _instances.Count(members, member => [ServiceMetrics.Word(member.IsLastCheckValid)]);
        _findings.Count(views.SelectMany(view => view.Findings), finding => [$"{finding.Code}"]);
        _recoveries.Count(recoveries, recovery => [$"{recovery.Kind}", $"{recovery.Status}"]);
        _unacknowledged.Set(recoveries.Count(recovery => recovery is { EndedAt: not null, Acknowledgement: null }));
        _blocks.Set(views.Count(view => view.State.Block is not null));
        _disabled.Set((await _store.GetGlobalSwitchAsync(cancellationToken)).AreRecoveriesDisabled ? 1 : 0);
        var queued = await _store.GetQueuedDeliveriesAsync(cancellationToken).Select(d => (d.Endpoint, Status: "queued")).ToListAsync(cancellationToken);
        var dead = await _store.GetDeadDeliveriesAsync(cancellationToken).Select(d => (d.Endpoint, Status: "dead")).ToListAsync(cancellationToken);
        _webhooks.Count(queued.Concat(dead), delivery => [delivery.Endpoint, delivery.Status]);
        var (waiting, _) = await _queues.ReadAsync(cancellationToken);
        _waiting.Sum(waiting, queue => [queue.Name], queue => queue.Waiting);
        _waitingFor.Sum(waiting, queue => [queue.Name], queue => queue.Oldest?.TotalSeconds ?? 0);
        _age.Set(views.Where(view => view.Heartbeat is not null).Select(view => (view.Now - view.Heartbeat!.At).TotalSeconds).DefaultIfEmpty().Max());
    }
}
