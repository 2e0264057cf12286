using System.Diagnostics;
using System.Text.Json;
using Ham4Db.Core.Operations;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Recovery;
using Ham4Db.Topologies;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Bench;

/// <summary>How long it takes to move many replicas below another one while a client writes, one after the other and several at once.</summary>
internal static class RelocateBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (rounds, replicas, flavor) = (5, 20, ServerFlavor.MariaDb);
        int[] bounds = [1, 5, 20];
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--rounds": rounds = int.Parse(args[i + 1]); break;
                case "--replicas": replicas = int.Parse(args[i + 1]); break;
                case "--engine": flavor = args[i + 1] == "mysql" ? ServerFlavor.MySql : ServerFlavor.MariaDb; break;
                case "--parallel": bounds = [.. args[i + 1].Split(',').Select(int.Parse)]; break;
            }
        }

        List<RelocateResult> results = [];
        foreach (var bound in bounds) results.Add(await MeasureAsync(flavor, replicas, rounds, bound));
        Console.WriteLine(JsonSerializer.Serialize(results));
        return 0;
    }

    private static async Task<RelocateResult> MeasureAsync(ServerFlavor flavor, int replicas, int rounds, int bound)
    {
        // The primary, the two between which the others move to and fro, and the others.
        var layout = new TopologyLayout([-1, 0, 0, .. Enumerable.Repeat(1, replicas)]);
        await using var fleet = await Fleet.StartAsync(
            new TopologyOptions { Flavor = flavor, Layout = layout, SemiSync = false }, o => o with { MaxConcurrentReplicaOperations = bound });
        await using var writer = new WriterProbe(fleet.FindPrimaryAsync);
        List<double> times = [];
        for (var round = 0; round < rounds; round++)
        {
            times.Add(await MoveAsync(fleet, from: 1, to: 2));
            times.Add(await MoveAsync(fleet, from: 2, to: 1));
        }

        await writer.StopAsync();
        await fleet.WaitForAsync("all have every row", async () => (await Task.WhenAll(fleet.Topology.Servers.Select(s => writer.VerifyNoneLostAsync(s)))).All(lost => lost.Count == 0));
        var figures = Statistics.Of(times);
        Console.WriteLine($"{flavor}, {replicas} replicas, {bound,2} at once: min {figures.Min,6:F0}  median {figures.Median,6:F0}  max {figures.Max,6:F0} ms of {figures.Count} moves");
        return new RelocateResult($"{flavor}", replicas, bound, figures.Min, figures.Median, figures.Max, times);
    }

    private static async Task<double> MoveAsync(Fleet fleet, int from, int to)
    {
        var request = new OperationRequest { Kind = "relocate-replicas", ClusterId = fleet.ClusterId, Instance = fleet.Key(from), Target = fleet.Key(to) };
        var order = new OperationOrder(Guid.NewGuid().ToString("N"), request, "", "bench");
        var id = OperateCluster.InstanceId(fleet.ClusterId);
        var watch = Stopwatch.StartNew();
        if (!await DurableStart.TryAsync(fleet.Client, nameof(OperateCluster), order, id, CancellationToken.None)) throw new InvalidOperationException("Another operation runs.");
        var ended = await fleet.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
        var outcome = ended.ReadOutputAs<OperationOutcome>();
        return outcome is { Status: OperationStatus.Succeeded }
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"The replicas did not all move: {string.Join(' ', outcome?.Errors ?? [ended.FailureDetails?.ErrorMessage ?? ""])}");
    }
}
