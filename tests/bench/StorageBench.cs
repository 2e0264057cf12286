using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;

namespace Ham4Db.Bench;

/// <summary>How long the store's main operations take, one after another, on SQLite and on the emulator of Azure Tables: 200 clusters of five in it.</summary>
internal static class StorageBench
{
    private const int Clusters = 200;
    private const int ClusterSize = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(BenchArguments.Find(args, "--rounds") ?? "200", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("ham4db-bench-storage-").FullName;
        try
        {
            await using (var sqlite = new SqliteTableStore(Path.Combine(folder, "fleet.db"))) await MeasureAsync("sqlite", sqlite, rounds);
            await using var emulator = await CountedTables.StartAsync();
            await MeasureAsync("tables on the emulator", TableStoreFactory.Open(emulator.ConnectionString), rounds);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, ITableStore tables, int rounds)
    {
        var store = new FleetStore(tables);
        var members = Enumerable.Range(0, Clusters).Select(cluster => BenchFleet.Cluster($"c{cluster}", ClusterSize, intermediates: 1)).ToList();
        for (var i = 0; i < Clusters; i++)
        {
            await store.SaveMembersAsync($"c{i}", members[i], default);
            foreach (var member in members[i]) await store.SaveDirectoryAsync(new DirectoryEntry(member.Key, $"c{i}", member.Snapshot.ServerId, BenchFleet.Now), default);
            if (!await store.TrySaveStateAsync($"c{i}", new ClusterState(), version: null, default)) throw new InvalidOperationException("The store is not empty.");
        }

        await PrintAsync(name, "read a row", rounds, i => store.FindClusterAsync($"c{i % Clusters}", default));
        await PrintAsync(name, "read a cluster's instances", rounds, i => store.GetMembersAsync($"c{i % Clusters}", default));
        await PrintAsync(name, "read all addresses", Math.Max(1, rounds / 10), _ => store.GetDirectoryAsync(default));
        await PrintAsync(name, "read a cluster's decisions", rounds, i => store.GetStateAsync($"c{i % Clusters}", default));
        await PrintAsync(name, "write a heartbeat", rounds, i => store.SaveHeartbeatAsync($"c{i % Clusters}", new Heartbeat(BenchFleet.Now.AddSeconds(i), "bench"), default));
        await PrintAsync(name, "write a cluster's instances", rounds, i => store.SaveMembersAsync($"c{i % Clusters}", members[i % Clusters], default));
        await PrintAsync(name, "write a decision unless somebody else did", rounds, async i =>
        {
            var (state, version) = await store.GetVersionedStateAsync($"c{i % Clusters}", default);
            if (!await store.TrySaveStateAsync($"c{i % Clusters}", state with { Epoch = i }, version, default)) throw new InvalidOperationException("Nobody else writes.");
        });
    }

    private static async Task PrintAsync(string name, string what, int rounds, Func<int, Task> run)
    {
        await run(0);
        List<double> times = [];
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await run(i);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        Console.WriteLine(JsonSerializer.Serialize(new { Store = name, Operation = what, Milliseconds = Statistics.Of(times), Load = load }));
    }
}
