using Prometheus;

namespace Ham4Db.Functions.Telemetry;

/// <summary>What this process counts of its own work since it started. The names are documented in docs/metrics.md and are kept.</summary>
public sealed class ServiceMetrics
{
    private const string Yes = "yes";
    private const string No = "no";

    private static readonly double[] Seconds = Histogram.ExponentialBuckets(0.0005, 2, 16);

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly Histogram _probes;
    private readonly Histogram _questions;
    private readonly Histogram _steps;
    private readonly Histogram _requests;
    private readonly Histogram _webhooks;
    private readonly Counter _deadWebhooks;

    /// <summary>Nothing counted yet.</summary>
    public ServiceMetrics()
    {
        Factory = Metrics.WithCustomRegistry(_registry);
        _probes = Timed("ham4db_probe_seconds", "Full probes of instances, by whether they were answered.", "answered");
        _questions = Timed("ham4db_liveness_seconds", "Questions to primaries and intermediates whether they live, by whether they were answered.", "answered");
        _steps = Timed("ham4db_recovery_step_seconds", "Steps of recoveries, by kind and by whether they succeeded.", "step", "succeeded");
        _requests = Timed("ham4db_http_request_seconds", "Requests to the API, by route, method and status.", "route", "method", "status");
        _webhooks = Timed("ham4db_webhook_seconds", "Requests to webhooks, by address and by whether they were taken.", "endpoint", "taken");
        _deadWebhooks = Factory.CreateCounter("ham4db_webhooks_given_up_total", "Deliveries to webhooks that were given up, by address.", "endpoint");
    }

    /// <summary>Makes further metrics.</summary>
    internal MetricFactory Factory { get; }

    /// <summary>Counts a full probe.</summary>
    public void Probed(bool answered, TimeSpan took) => _probes.WithLabels(Word(answered)).Observe(took.TotalSeconds);

    /// <summary>Counts a question whether an instance lives.</summary>
    public void Asked(bool answered, TimeSpan took) => _questions.WithLabels(Word(answered)).Observe(took.TotalSeconds);

    /// <summary>Counts a step of a recovery.</summary>
    public void Stepped(string step, bool succeeded, TimeSpan took) => _steps.WithLabels(step, Word(succeeded)).Observe(took.TotalSeconds);

    /// <summary>Counts a request.</summary>
    public void Answered(string route, string method, int status, TimeSpan took) => _requests.WithLabels(route, method, $"{status}").Observe(took.TotalSeconds);

    /// <summary>Counts a request to a webhook.</summary>
    public void Called(string endpoint, bool taken, TimeSpan took) => _webhooks.WithLabels(endpoint, Word(taken)).Observe(took.TotalSeconds);

    /// <summary>Counts a delivery that was given up.</summary>
    public void GaveUp(string endpoint) => _deadWebhooks.WithLabels(endpoint).Inc();

    /// <summary>Writes everything in Prometheus' text format.</summary>
    public Task WriteAsync(Stream stream, CancellationToken cancellationToken) => _registry.CollectAndExportAsTextAsync(stream, cancellationToken);

    private Histogram Timed(string name, string help, params string[] labels) =>
        Factory.CreateHistogram(name, help, new HistogramConfiguration { LabelNames = labels, Buckets = Seconds });

    private static string Word(bool value) => value ? Yes : No;
}
