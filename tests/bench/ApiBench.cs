using System.Diagnostics;
using System.Text.Json;

namespace Ham4Db.Bench;

/// <summary>
/// How quickly the API answers what is asked most, in both faces: 200 clusters of 5 instances in the store, at one connection and at eight. The analysis is measured
/// again of a fleet in which something is wrong everywhere.
/// </summary>
internal static class ApiBench
{
    private static readonly (string What, string Path)[] Calls =
    [
        ("clusters, older face", "/api/clusters-info"),
        ("clusters, v2", "/api/v2/clusters"),
        ("one cluster, older face", "/api/cluster/alias-c77"),
        ("one cluster, v2", "/api/v2/clusters/c77"),
        ("all instances, older face", "/api/all-instances"),
        ("all instances, v2", "/api/v2/instances"),
        ("analysis, older face", "/api/replication-analysis"),
        ("analysis, v2", "/api/v2/analysis"),
        ("topology, older face", "/api/topology/alias-c77"),
        ("topology, v2", "/api/v2/clusters/c77/topology"),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = BenchArguments.Find(args, "--seconds") is { } text ? double.Parse(text) : 3;
        var only = BenchArguments.Find(args, "--only") ?? "";
        await RunAsync([.. Calls.Where(call => call.What.Contains(only, StringComparison.Ordinal))], hasProblems: false, seconds);
        var troubled = Calls.Where(call => call.What.StartsWith("analysis", StringComparison.Ordinal)).Select(call => (What: call.What + ", problems everywhere", call.Path));
        await RunAsync([.. troubled.Where(call => call.What.Contains(only, StringComparison.Ordinal))], hasProblems: true, seconds);
        return 0;
    }

    private static async Task RunAsync(IReadOnlyList<(string What, string Path)> calls, bool hasProblems, double seconds)
    {
        if (calls.Count == 0) return;
        var folder = Directory.CreateTempSubdirectory("ham4db-bench-api-").FullName;
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), ApiServer.Argument, folder, $"{hasProblems}"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            var address = new Uri(await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
            foreach (var (what, path) in calls)
            {
                await MeasureAsync(address, what, path, tag: null, 1, 1);
                foreach (var connections in new[] { 1, 8 }) Print(await MeasureAsync(address, what, path, tag: null, connections, seconds));
                var tag = await TagAsync(address, path);
                if (tag is not null) Print(await MeasureAsync(address, what + ", unchanged", path, tag, 1, seconds));
            }

            server.StandardInput.WriteLine("peak");
            Console.WriteLine(JsonSerializer.Serialize(new { What = "peak memory of the service", Size = await server.StandardOutput.ReadLineAsync() }));
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    // The test host of the SDK starts a library; a program of its own starts itself.
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ApiBench).Assembly.Location] : [];

    private static async Task<string?> TagAsync(Uri address, string path)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var response = await http.GetAsync(path);
        return response.Headers.ETag?.ToString();
    }

    private static async Task<ApiResult> MeasureAsync(Uri address, string what, string path, string? tag, int connections, double seconds)
    {
        var start = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() =>
        {
            using var connection = new RawConnection(address, path, tag);
            var times = new List<double>();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                var begin = Stopwatch.GetTimestamp();
                connection.Ask();
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            return (Times: times, connection.Status, connection.Length);
        })));
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = runs.SelectMany(run => run.Times).Order().ToArray();
        double At(double part) => Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))], 3);
        return new ApiResult(what, connections, tag is null ? runs[0].Status : 304, runs[0].Length, At(0.50), At(0.95), At(0.99), Math.Round(sorted.Length / took));
    }

    private static void Print(ApiResult result) => Console.WriteLine(JsonSerializer.Serialize(result));
}
