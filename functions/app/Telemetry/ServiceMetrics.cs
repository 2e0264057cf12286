using System.Diagnostics.Metrics;
using Prometheus;

namespace Ham4Db.Functions.Telemetry;

/// <summary>What this process counts of its own work since it started. The names are documented in docs/metrics.md and are kept.</summary>
public sealed class ServiceMetrics : IDisposable
{
    private const string Yes = "yes";
    private const string No = "no";
    private const string GivenUp = "ham4db_webhooks_given_up_total";
    private const string GivenUpHelp = "Deliveries to webhooks that were given up, by address.";

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _factory;
    private readonly Meter _meter = Instruments.CreateMeter();
    private readonly TwinHistogram _probes;
    private readonly TwinHistogram _questions;
    private readonly TwinHistogram _lateness;
    private readonly TwinHistogram _steps;
    private readonly TwinHistogram _requests;
    private readonly TwinHistogram _webhooks;
    private readonly Counter _deadWebhooks;
    private readonly Counter<long> _deadWebhooksExported;

    /// <summary>Nothing counted yet.</summary>
    public ServiceMetrics()
    {
        _factory = Metrics.WithCustomRegistry(_registry);
        _probes = Timed("ham4db_probe_seconds", "Full probes of instances, by whether they were answered.", "answered");
        _questions = Timed("ham4db_liveness_seconds", "Questions to primaries and intermediates whether they live, by whether they were answered.", "answered");
        _lateness = Timed("ham4db_tick_lateness_seconds", "By how much more than a second after the last one a round of probes began.");
        _steps = Timed("ham4db_recovery_step_seconds", "Steps of recoveries, by kind and by whether they succeeded.", "step", "succeeded");
        _requests = Timed("ham4db_http_request_seconds", "Requests to the API, by route, method and status.", "route", "method", "status");
        _webhooks = Timed("ham4db_webhook_seconds", "Requests to webhooks, by address and by whether they were taken.", "endpoint", "taken");
        _deadWebhooks = _factory.CreateCounter(GivenUp, GivenUpHelp, "endpoint");
        _deadWebhooksExported = _meter.CreateCounter<long>(GivenUp, unit: null, GivenUpHelp);
    }

    /// <summary>Makes a further metric.</summary>
    internal TwinGauge Gauge(string name, string help, params string[] labels) => new(_factory, _meter, name, help, labels);

    /// <summary>Counts a full probe.</summary>
    public void Probed(bool answered, TimeSpan took) => _probes.Observe(took, Word(answered));

    /// <summary>Counts a question whether an instance lives.</summary>
    public void Asked(bool answered, TimeSpan took) => _questions.Observe(took, Word(answered));

    /// <summary>Counts a round of probes.</summary>
    /// <param name="late">By how much it began too late.</param>
    public void Ticked(TimeSpan late) => _lateness.Observe(late);

    /// <summary>Counts a step of a recovery.</summary>
    public void Stepped(string step, bool succeeded, TimeSpan took) => _steps.Observe(took, step, Word(succeeded));

    /// <summary>Counts a request.</summary>
    public void Answered(string route, string method, int status, TimeSpan took) => _requests.Observe(took, route, method, $"{status}");

    /// <summary>Counts a request to a webhook.</summary>
    public void Called(string endpoint, bool taken, TimeSpan took) => _webhooks.Observe(took, endpoint, Word(taken));

    /// <summary>Counts a delivery that was given up.</summary>
    public void GaveUp(string endpoint)
    {
        _deadWebhooks.WithLabels(endpoint).Inc();
        _deadWebhooksExported.Add(1, KeyValuePair.Create("endpoint", (object?)endpoint));
    }

    /// <summary>Writes everything in Prometheus' text format.</summary>
    public Task WriteAsync(Stream stream, CancellationToken cancellationToken) => _registry.CollectAndExportAsTextAsync(stream, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>A label's value for what is so or not.</summary>
    internal static string Word(bool value) => value ? Yes : No;

    private TwinHistogram Timed(string name, string help, params string[] labels) => new(_factory, _meter, name, help, labels);
}
