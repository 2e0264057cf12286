using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ham4Db.Bench;

/// <summary>
/// What the whole service costs by the size of the fleet, and whether a dead primary is replaced as quickly in a large one: simulated servers in one process, the service
/// as users start it in another, five instances to a cluster, ten transactions a second on each primary.
/// </summary>
internal static class ScaleBench
{
    private const int ClusterSize = 5;
    private const int WritesPerSecond = 10;

    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly TimeSpan FoundWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = (BenchArguments.Find(args, "--instances") ?? "100,1000,5000").Split(',').Select(int.Parse).ToList();
        var seconds = int.Parse(BenchArguments.Find(args, "--seconds") ?? "60", CultureInfo.InvariantCulture);
        var kills = int.Parse(BenchArguments.Find(args, "--kills") ?? "5", CultureInfo.InvariantCulture);
        foreach (var size in sizes) Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(size, TimeSpan.FromSeconds(seconds), kills), Format));
        return 0;
    }

    private static async Task<ScaleResult> MeasureAsync(int instances, TimeSpan duration, int kills)
    {
        await using var fleet = await SimulationProcess.StartAsync(instances, ClusterSize, WritesPerSecond);
        await using var service = await ServiceProcess.StartAsync(new()
        {
            ["MySQLTopologyUser"] = "manager",
            ["MySQLTopologyPassword"] = "manager",
            ["DiscoveryAllowedHosts"] = new[] { "127.0.0.0/8" },
            ["DiscoverySeeds"] = fleet.Seeds.Select(host => $"{host}:{fleet.Port}"),
            ["RecoverMasterClusterFilters"] = new[] { "*" },
        });
        var watch = Stopwatch.StartNew();
        while ((await service.ReadMetricsAsync()).Sum("ham4db_instances") < instances)
        {
            if (watch.Elapsed > FoundWithin) throw new InvalidOperationException($"Of {instances} instances {(await service.ReadMetricsAsync()).Sum("ham4db_instances")} were found within {FoundWithin.TotalMinutes} min.");
            // To ask costs as well: everything is counted anew for it.
            await Task.Delay(2000);
        }

        var found = watch.Elapsed;
        // What runs often is compiled for speed in the first minute.
        await Task.Delay(duration);
        var (before, cpu) = (await service.ReadMetricsAsync(), service.ProcessorTime);
        watch.Restart();
        await Task.Delay(duration);
        var (after, used, took) = (await service.ReadMetricsAsync(), service.ProcessorTime - cpu, watch.Elapsed);
        var probes = after.Sum("ham4db_probe_seconds_count") - before.Sum("ham4db_probe_seconds_count");
        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        List<double> promotions = [];
        foreach (var seed in fleet.Seeds.Take(kills)) promotions.Add((await fleet.KillPrimaryAsync(seed, ClusterSize, RecoveredWithin)).TotalMilliseconds);
        return new ScaleResult
        {
            Instances = instances,
            FoundAfterSeconds = found.TotalSeconds,
            ProbesPerSecond = probes / took.TotalSeconds,
            UnansweredProbes = (after.Sum("ham4db_probe_seconds_count", "answered=\"no\"") - before.Sum("ham4db_probe_seconds_count", "answered=\"no\"")) / probes,
            CpuMillisecondsPerProbe = used.TotalMilliseconds / probes,
            CpuPercentOfOneCore = used / took * 100,
            TickLatenessP99Milliseconds = after.Quantile(before, "ham4db_tick_lateness_seconds", 0.99) * 1000,
            ResidentMegabytes = service.ResidentBytes / 1048576.0,
            Load = load,
            DeathToPromotionMilliseconds = promotions.Count == 0 ? null : Statistics.Of(promotions).Median,
            DeathsToPromotionMilliseconds = promotions,
        };
    }
}
