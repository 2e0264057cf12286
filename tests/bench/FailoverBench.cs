using System.Diagnostics;
using System.Text.Json;

namespace Ham4Db.Bench;

/// <summary>Rounds of faults on each engine; prints for each phase least, median and largest milliseconds after the fault, and JSON.</summary>
internal static class FailoverBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(BenchArguments.Find(args, "--rounds") ?? "5");
        string[] engines = BenchArguments.Find(args, "--engine") is { } engine ? [engine] : ["mariadb", "mysql", "postgresql", "opengauss"];
        string[] faults = BenchArguments.Find(args, "--fault") is { } fault ? [fault] : ["kill", "hang", "takeover"];
        List<RoundResult> results = [];
        foreach (var (one, two) in engines.SelectMany(e => faults.Select(f => (e, f))))
        {
            for (var round = 1; round <= rounds; round++) results.Add(await RoundAsync(one, two));
            Print(one, two, [.. results.Where(r => r.Engine == one && r.Fault == two)]);
        }

        Console.WriteLine(JsonSerializer.Serialize(results));
        return results.All(r => r is { Error.Length: 0, LostRows: 0 } && IsSafe(r)) ? 0 : 1;
    }

    // A hung primary wakes as writable as it was; how long it stays so is measured.
    private static bool IsSafe(RoundResult round) =>
        round.MostWritable is 1 or null || (round.Fault == "hang" && round.Milliseconds[FailoverRound.WritableAfterWaking] <= 1500);

    private static async Task<RoundResult> RoundAsync(string engine, string fault)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(FailoverBench).Assembly.Location, "failover-round", engine, fault])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return JsonSerializer.Deserialize<RoundResult>(output.Trim().Split('\n')[^1])!;
    }

    private static void Print(string engine, string fault, IReadOnlyList<RoundResult> rounds)
    {
        Console.WriteLine($"{engine}, {fault}: {rounds.Count} rounds, {rounds.Count(r => r.Error.Length > 0)} failed, lost rows {rounds.Sum(r => r.LostRows)}, most writable at once {rounds.Max(r => r.MostWritable)?.ToString() ?? "not measured"}");
        foreach (var error in rounds.Where(r => r.Error.Length > 0)) Console.WriteLine($"  failed: {error.Error}");
        var phases = rounds.SelectMany(r => r.Milliseconds.Keys).Distinct();
        foreach (var phase in phases)
        {
            var figures = Statistics.Of(rounds.Where(r => r.Milliseconds.ContainsKey(phase)).Select(r => r.Milliseconds[phase]));
            Console.WriteLine($"  {phase,-36} min {figures.Min,7:F0}  median {figures.Median,7:F0}  max {figures.Max,7:F0} ms");
        }
    }
}
