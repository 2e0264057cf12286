using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Prometheus;

namespace Ham4Db.Functions.Telemetry;

/// <summary>What the fleet is like now, read from the store when it is asked for, so that each process says the same.</summary>
internal sealed class FleetGauges : IDisposable
{
    private readonly FleetReader _reader;
    private readonly FleetStore _store;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Gauge _clusters;
    private readonly Gauge _instances;
    private readonly Gauge _findings;
    private readonly Gauge _recoveries;
    private readonly Gauge _unacknowledged;
    private readonly Gauge _blocks;
    private readonly Gauge _disabled;
    private readonly Gauge _age;
    private readonly Gauge _webhooks;

    public FleetGauges(FleetReader reader, FleetStore store, ServiceMetrics metrics)
    {
        (_reader, _store) = (reader, store);
        _clusters = metrics.Factory.CreateGauge("ham4db_clusters", "Clusters.");
        _instances = metrics.Factory.CreateGauge("ham4db_instances", "Instances, by whether the last probe was answered.", "answered");
        _findings = metrics.Factory.CreateGauge("ham4db_findings", "What is wrong with instances, by code.", "code");
        _recoveries = metrics.Factory.CreateGauge("ham4db_recoveries", "Recoveries that are kept, by kind and status.", "kind", "status");
        _unacknowledged = metrics.Factory.CreateGauge("ham4db_recoveries_unacknowledged", "Recoveries that ended and that nobody has acknowledged.");
        _blocks = metrics.Factory.CreateGauge("ham4db_clusters_blocked", "Clusters whose next automatic recovery is refused.");
        _disabled = metrics.Factory.CreateGauge("ham4db_recoveries_disabled", "1 while automatic recoveries are switched off everywhere, else 0.");
        _age = metrics.Factory.CreateGauge("ham4db_oldest_probe_age_seconds", "Seconds since the cluster that was probed longest ago was.");
        _webhooks = metrics.Factory.CreateGauge("ham4db_webhooks", "Deliveries to webhooks that wait (queued) or were given up (dead), by address.", "endpoint", "status");
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

    public void Dispose() => _gate.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var views = await _reader.ReadAllAsync(engine: null, cancellationToken);
        var recoveries = await _store.GetRecoveriesAsync(cancellationToken).ToListAsync(cancellationToken);
        var members = views.SelectMany(view => view.Topology.Members.Values).ToList();
        _clusters.Set(views.Count);
        _instances.WithLabels("yes").Set(members.Count(member => member.IsLastCheckValid));
        _instances.WithLabels("no").Set(members.Count(member => !member.IsLastCheckValid));
        Count(_findings, views.SelectMany(view => view.Findings), finding => [$"{finding.Code}"]);
        Count(_recoveries, recoveries, recovery => [$"{recovery.Kind}", $"{recovery.Status}"]);
        _unacknowledged.Set(recoveries.Count(recovery => recovery is { EndedAt: not null, Acknowledgement: null }));
        _blocks.Set(views.Count(view => view.State.Block is not null));
        _disabled.Set((await _store.GetGlobalSwitchAsync(cancellationToken)).AreRecoveriesDisabled ? 1 : 0);
        var queued = await _store.GetQueuedDeliveriesAsync(cancellationToken).Select(d => (d.Endpoint, Status: "queued")).ToListAsync(cancellationToken);
        var dead = await _store.GetDeadDeliveriesAsync(cancellationToken).Select(d => (d.Endpoint, Status: "dead")).ToListAsync(cancellationToken);
        Count(_webhooks, queued.Concat(dead), delivery => [delivery.Endpoint, delivery.Status]);
        _age.Set(views.Where(view => view.Heartbeat is not null).Select(view => (view.Now - view.Heartbeat!.At).TotalSeconds).DefaultIfEmpty().Max());
    }

    // What is no more must read 0, or an alert would never end.
    private static void Count<T>(Gauge gauge, IEnumerable<T> items, Func<T, string[]> labels)
    {
        foreach (var known in gauge.GetAllLabelValues()) gauge.WithLabels(known).Set(0);
        foreach (var item in items) gauge.WithLabels(labels(item)).Inc();
    }
}
