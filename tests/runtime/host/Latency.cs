using System.Diagnostics;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Runtime.CrashHost;

/// <summary>Prints what a step costs on this machine.</summary>
internal static class Latency
{
    public const int Steps = 6;

    public static async Task PrintAsync(DurableTaskClient client)
    {
        foreach (var orchestrator in new[] { nameof(Rounds.Chain), nameof(Rounds.ChainOfCalls) })
        {
            var times = new List<double>();
            for (var i = 0; i < 220; i++)
            {
                var clock = Stopwatch.StartNew();
                await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync(orchestrator));

                // The first ones pay for the just-in-time compiler.
                if (i >= 20)
                    times.Add(clock.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine($"{orchestrator}, {Steps} steps: median {times[times.Count / 2]:F2} ms, worst {times[^1]:F2} ms, "
                + $"{times[times.Count / 2] / Steps:F2} ms a step");
        }

        var all = Stopwatch.StartNew();
        const int Parallel = 500;
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
            await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync(nameof(Rounds.Chain)))));
        Console.WriteLine($"{Parallel} in parallel: {Parallel * Steps / all.Elapsed.TotalSeconds:F0} steps a second");
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await Task.Delay(2000);
        process.Refresh();
        Console.WriteLine($"idle: {(process.TotalProcessorTime - before).TotalMilliseconds / 2:F1} ms of CPU a second");
    }
}
