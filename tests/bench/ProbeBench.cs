using System.Diagnostics;
using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using Microsoft.Extensions.DependencyInjection;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Bench;

/// <summary>What a full probe costs: us and the probed server; and what the process needs for 20 real instances.</summary>
internal static class ProbeBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args is ["--seconds", var text] ? int.Parse(text) : 10;
        foreach (var flavor in new[] { ServerFlavor.MariaDb, ServerFlavor.MySql }) await MeasureAsync(flavor, seconds);
        await MeasureMemoryAsync();
        return 0;
    }

    private static async Task MeasureAsync(ServerFlavor flavor, int seconds)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes });
        await fleet.StopHostAsync();
        var engine = fleet.Services.GetRequiredService<EngineRegistry>().For(DatabaseEngine.MySql);
        var replica = fleet.Key(1);
        await using var relay = await CountingRelay.StartAsync(replica.Host, replica.Port);
        var counted = replica with { Port = relay.Port };
        for (var i = 0; i < 50; i++) await ProbeAsync(engine, counted);
        var (trips, sent, received) = (relay.Requests, relay.BytesSent, relay.BytesReceived);
        var questions = await QuestionsAsync(fleet.Server(replica));
        for (var i = 0; i < 100; i++) await ProbeAsync(engine, counted);
        var asked = await QuestionsAsync(fleet.Server(replica)) - questions - 1;
        var perProbe = new
        {
            RoundTrips = (relay.Requests - trips) / 100.0,
            Statements = asked / 100.0,
            BytesSent = (relay.BytesSent - sent) / 100.0,
            BytesReceived = (relay.BytesReceived - received) / 100.0,
        };

        using var self = Process.GetCurrentProcess();
        using var server = Process.GetProcessById(fleet.Server(replica).Pid);
        var (mine, theirs, watch, probes) = (self.TotalProcessorTime, server.TotalProcessorTime, Stopwatch.StartNew(), 0);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            await ProbeAsync(engine, replica);
            probes++;
        }

        self.Refresh();
        server.Refresh();
        var cost = new
        {
            Server = flavor.ToString(),
            ProbesPerSecond = probes / watch.Elapsed.TotalSeconds,
            CpuMillisecondsPerProbe = (self.TotalProcessorTime - mine).TotalMilliseconds / probes,
            ServerCpuMillisecondsPerProbe = (server.TotalProcessorTime - theirs).TotalMilliseconds / probes,
            perProbe.RoundTrips,
            perProbe.Statements,
            perProbe.BytesSent,
            perProbe.BytesReceived,
        };
        Console.WriteLine(JsonSerializer.Serialize(cost));
    }

    private static async Task MeasureMemoryAsync()
    {
        var sources = Enumerable.Range(0, 20).Select(i => i == 0 ? -1 : 0).ToArray();
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = ServerFlavor.MariaDb, Layout = new TopologyLayout(sources) });
        await Task.Delay(TimeSpan.FromSeconds(20));
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(10));
        self.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            Instances = 20,
            ResidentMegabytes = self.WorkingSet64 / 1048576.0,
            CpuPercentOfOneCore = (self.TotalProcessorTime - cpu).TotalSeconds * 10,
        }));
    }

    private static async Task ProbeAsync(IDatabaseEngine engine, InstanceKey key)
    {
        var outcome = await engine.ProbeAsync(key, TimeSpan.FromSeconds(5), CancellationToken.None);
        if (outcome.Failure is { } failure) throw new InvalidOperationException(failure.Message);
    }

    private static Task<long> QuestionsAsync(DatabaseServer server) => server.QueryAsync<long>("SHOW GLOBAL STATUS LIKE 'Questions'");
}
