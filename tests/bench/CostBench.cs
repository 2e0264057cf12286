using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ham4Db.Bench;

/// <summary>
/// What a fleet costs on Azure by its size: the service as users start it, its tables on the emulator, which counts requests; simulated servers, five to a cluster, all well, once with
/// nothing to do and once with ten transactions a second on each primary.
/// </summary>
internal static class CostBench
{
    /// <summary>The price that docs/cost.md names.</summary>
    public const double DollarsPerTenThousand = 0.00036;

    private const int ClusterSize = 5;
    private const double SecondsPerMonth = 30 * 24 * 3600;
    private const string Probes = "ham4db_probe_seconds_count";
    private const string Ticks = "ham4db_tick_lateness_seconds_count";

    private static readonly TimeSpan FoundWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = (BenchArguments.Find(args, "--instances") ?? "100,1000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var seconds = int.Parse(BenchArguments.Find(args, "--seconds") ?? "120", CultureInfo.InvariantCulture);
        var writes = (BenchArguments.Find(args, "--writes") ?? "0,10").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        foreach (var (size, rate) in sizes.SelectMany(size => writes.Select(rate => (size, rate))))
            Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(size, rate, TimeSpan.FromSeconds(seconds))));
        return 0;
    }

    private static async Task<CostResult> MeasureAsync(int instances, int writes, TimeSpan duration)
    {
        await using var tables = await CountedTables.StartAsync();
        await using var fleet = await SimulationProcess.StartAsync(instances, ClusterSize, writes);
        await using var service = await ServiceProcess.StartAsync(new()
        {
            ["Storage"] = tables.ConnectionString,
            ["MySQLTopologyUser"] = "manager",
            ["MySQLTopologyPassword"] = "manager",
            ["DiscoveryAllowedHosts"] = new[] { "127.0.0.0/8" },
            ["DiscoverySeeds"] = fleet.Seeds.Select(host => $"{host}:{fleet.Port}"),
            ["RecoverMasterClusterFilters"] = new[] { "*" },
        });
        var watch = Stopwatch.StartNew();
        // To ask costs requests itself: seldom, and never while it is counted.
        while ((await service.ReadMetricsAsync()).Sum("ham4db_instances") < instances)
        {
            if (watch.Elapsed > FoundWithin) throw new InvalidOperationException($"Of {instances} instances {(await service.ReadMetricsAsync()).Sum("ham4db_instances")} were found within {FoundWithin.TotalMinutes} min.");
            await Task.Delay(TimeSpan.FromSeconds(5));
        }

        await Task.Delay(Settled);
        var (before, durable) = (await service.ReadMetricsAsync(), service.CountDurableOperations());
        await Task.Delay(TimeSpan.FromSeconds(2));
        var requests = tables.Requests;
        watch.Restart();
        await Task.Delay(duration);
        var (after, took) = (tables.Requests, watch.Elapsed.TotalSeconds);
        var (page, operations, covered) = (await service.ReadMetricsAsync(), service.CountDurableOperations() - durable, watch.Elapsed.TotalSeconds + 2);
        var rates = after.Select(kind => (kind.Key, Rate: (kind.Value - requests.GetValueOrDefault(kind.Key)) / took)).Where(kind => kind.Rate > 0)
            .OrderByDescending(kind => kind.Rate).ToDictionary(kind => kind.Key, kind => Math.Round(kind.Rate, 3));
        var (all, written) = (rates.Values.Sum(), rates.Where(kind => kind.Key.StartsWith("write", StringComparison.Ordinal)).Sum(kind => kind.Value));
        var clusters = (instances + ClusterSize - 1) / ClusterSize;
        return new CostResult
        {
            Instances = instances,
            Clusters = clusters,
            WritesPerSecond = writes,
            Seconds = Math.Round(took, 1),
            FullProbesPerSecond = Math.Round((page.Sum(Probes) - before.Sum(Probes)) / covered, 1),
            RequestsPerSecond = rates,
            ReadsPerSecond = Math.Round(all - written, 2),
            WriteRequestsPerSecond = Math.Round(written, 2),
            WritesPerClusterInHalfAMinute = Math.Round(written * 30 / clusters, 2),
            DurableOperations = operations,
            ExecutionsPerSecond = Math.Round((page.Sum(Ticks) - before.Sum(Ticks)) / covered, 2),
            RequestsPerMonth = Math.Round(all * SecondsPerMonth),
            TableDollarsPerMonth = Math.Round(all * SecondsPerMonth / 10_000 * DollarsPerTenThousand, 2),
            Load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0],
        };
    }
}
