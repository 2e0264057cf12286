using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Bench;

/// <summary>Publishes the agent as a native binary, runs it beside a PostgreSQL with three standbys, and measures its size, its idle memory and how long a collection takes.</summary>
internal static class AgentBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not ([] or ["--rounds", _]))
        {
            Console.Error.WriteLine("usage: ./bench.sh agent [--rounds N]");
            return 2;
        }

        var rounds = arguments is [_, var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 200;
        var program = await PublishAsync();
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1, 0, 0, 0]) });
        var folder = Directory.CreateTempSubdirectory("ham4db-agent-bench-").FullName;
        var passwords = Path.Combine(topology.Primary.Folder, "passwords");
        await File.WriteAllTextAsync(passwords, $"*:*:*:{PostgreSqlAccounts.ManagerUser}:{PostgreSqlAccounts.ManagerPassword}\n");
        topology.GiveToServers(passwords);
        const int Port = 31_415;
        var configuration = Path.Combine(folder, "agent.json");
        await File.WriteAllTextAsync(configuration, $$"""
            { "ListenAddress": "127.0.0.1", "Port": {{Port}}, "StateFolder": "{{folder}}/state", "ClusterName": "bench", "Access": { "Token": "a-token-of-the-bench" },
              "Database": { "Engine": "postgresql", "DataFolder": "{{topology.Primary.DataFolder}}", "BinFolder": "{{topology.BinFolder}}", "Port": {{topology.Primary.Port}},
                "ManagerUser": "{{PostgreSqlAccounts.ManagerUser}}", "ReplicationUser": "{{PostgreSqlAccounts.ReplicationUser}}", "PassFile": "{{passwords}}" } }
            """);
        using var agent = Process.Start(new ProcessStartInfo(program, ["--config", configuration]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        try
        {
            using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Port + 1}") };
            var started = Stopwatch.StartNew();
            while (!await AnswersAsync(http))
            {
                if (agent.HasExited || started.Elapsed > TimeSpan.FromMinutes(1))
                    throw new InvalidOperationException("The agent did not start.");
                await Task.Delay(20);
            }

            await Task.Delay(TimeSpan.FromSeconds(5));
            var idle = ResidentMegabytes(agent.Id);
            using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Port}");
            var client = new InstanceAgent.InstanceAgentClient(channel);
            var times = new List<double>();
            for (var i = 0; i < rounds; i++)
            {
                var watch = Stopwatch.StartNew();
                var instance = await client.DescribeAsync(new(), new Grpc.Core.Metadata { { "authorization", "Bearer a-token-of-the-bench" } });
                times.Add(watch.Elapsed.TotalMilliseconds);
                if (!instance.Healthy || instance.Senders.Count != 3)
                    throw new InvalidOperationException($"The agent does not see what is there: {instance}");
            }

            times.Sort();
            Console.WriteLine($"binary                {new FileInfo(program).Length / 1048576.0:0.0} MB");
            Console.WriteLine($"resident, idle        {idle:0.0} MB");
            Console.WriteLine($"resident, afterwards  {ResidentMegabytes(agent.Id):0.0} MB");
            Console.WriteLine($"collection            median {times[times.Count / 2]:0} ms, 95% {times[times.Count * 95 / 100]:0} ms, longest {times[^1]:0} ms");
            return 0;
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            return await http.GetStringAsync("/") == "bench";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double ResidentMegabytes(int pid) =>
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1] is var kilobytes
            ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024 : 0;

    private static async Task<string> PublishAsync()
    {
        var target = Path.GetFullPath("artifacts/agent");
        var gcc = File.Exists("/usr/bin/clang") ? [] : new[] { "-p:CppCompilerAndLinker=gcc" };
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", "engines/agent", "-c", "Release", "-r", "linux-x64", "-p:Native=true", .. gcc, "-o", target, "-v", "quiet", "--disable-build-servers"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(target, "ham4db-agent") : throw new InvalidOperationException("Publishing the native agent failed; it needs clang or gcc, and zlib1g-dev.");
    }
}
