using System.Diagnostics;
using Ham4Db.Cli.Client;

namespace Ham4Db.Cli.Demo;

/// <summary>Waits for what the API tells about the demo's cluster.</summary>
/// <param name="api">The API.</param>
/// <param name="instance">One instance of the cluster.</param>
internal sealed class DemoWatch(ApiClient api, InstanceAddress instance)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The cluster's durable id; until it is known, one of its instances.</summary>
    public string Cluster { get; private set; } = instance.ToString();

    public async Task<ClusterDetailModel> ReadAsync(CancellationToken cancellationToken)
    {
        var detail = await api.ReadAsync<ClusterDetailModel>(ApiClient.Path("v2", "clusters", Cluster), cancellationToken);
        Cluster = detail.Cluster.ClusterId;
        return detail;
    }

    /// <summary>Who the API says is the primary: what any client asks before it connects.</summary>
    public async ValueTask<(string Host, int Port)> FindPrimaryAsync(CancellationToken cancellationToken)
    {
        var primary = (await ReadAsync(cancellationToken)).Cluster.Primary ?? throw new InvalidOperationException("The API knows no primary.");
        return (primary.Host, primary.Port);
    }

    /// <summary>Waits until the cluster is as it should be.</summary>
    /// <param name="step">What is waited for, as the end of "did not happen: …".</param>
    /// <param name="limit">How long.</param>
    /// <param name="condition">How it should be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DemoFailedException">It did not become so.</exception>
    public Task<ClusterDetailModel> UntilAsync(
        string step, TimeSpan limit, Func<ClusterDetailModel, bool> condition, CancellationToken cancellationToken) =>
        UntilAsync(step, limit, async () => await ReadAsync(cancellationToken) is var detail && condition(detail) ? detail : null, cancellationToken);

    /// <summary>Waits for the recovery of an instance to end.</summary>
    /// <exception cref="DemoFailedException">None ended in time, or it failed.</exception>
    public async Task<RecoveryDetailModel> UntilRecoveredAsync(InstanceAddress failed, TimeSpan limit, CancellationToken cancellationToken)
    {
        var path = ApiClient.Path("v2", "recoveries") + "?cluster=" + Uri.EscapeDataString(Cluster);
        var ended = await UntilAsync(
            $"the recovery of {failed}",
            limit,
            async () => (await api.ReadAsync<List<RecoveryModel>>(path, cancellationToken)).Find(r => r.Failed == failed && r.EndedAt is not null),
            cancellationToken);
        return ended.Successor is null
            ? throw new DemoFailedException($"The recovery of {failed} failed: {string.Join(' ', ended.Errors)}")
            : await ReadRecoveryAsync(ended.Uid, cancellationToken);
    }

    public Task<RecoveryDetailModel> ReadRecoveryAsync(string uid, CancellationToken cancellationToken) =>
        api.ReadAsync<RecoveryDetailModel>(ApiClient.Path("v2", "recoveries", uid), cancellationToken);

    /// <summary>Waits until something can be had.</summary>
    /// <exception cref="DemoFailedException">It could not be had in time.</exception>
    public async Task<T> UntilAsync<T>(string step, TimeSpan limit, Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        var trouble = "";
        while (true)
        {
            try
            {
                if (await find() is { } found) return found;
                trouble = "";
            }
            // A server that is being fenced ends connections under the client's hands, which fails in many ways.
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                trouble = exception.Message;
            }

            if (watch.Elapsed > limit)
                throw new DemoFailedException($"Within {limit.TotalSeconds:F0} s this did not happen: {step}. {(trouble.Length > 0 ? trouble : await DescribeAsync(cancellationToken))}");
            await Task.Delay(Interval, cancellationToken);
        }
    }

    private async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var detail = await ReadAsync(cancellationToken);
        var findings = detail.Cluster.Findings.Where(f => f.Code != FindingModel.NoProblem).Select(f => $"{f.Instance}: {f.Description}");
        var members = detail.Members.Where(m => !m.Freshness.IsLastCheckValid || m.Problems.Count > 0)
            .Select(m => $"{m.Key}: {(m.Freshness.IsLastCheckValid ? string.Join(", ", m.Problems) : m.LastCheckError)}.");
        var demoted = detail.State.Demoted.Where(d => !string.IsNullOrEmpty(d.Problem)).Select(d => d.Problem!);
        string[] block = detail.State.Block is { } refused ? [refused.Reason] : [];
        return string.Join(' ', ["The API says:", $"{detail.Members.Count} instances, primary {detail.Cluster.Primary?.ToString() ?? "unknown"}.", .. block, .. findings, .. demoted, .. members]);
    }
}
