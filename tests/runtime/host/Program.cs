using System.Text.Json;
using Ham4Db.Runtime.CrashHost;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// host <data folder> work     runs round after round until it is killed
// host <data folder> finish   finishes the last round and prints what came of all of them
// host <data folder> latency  prints what a step costs
var builder = FunctionsApplication.CreateBuilder([]).AddFunctions(typeof(Program).Assembly);
builder.DataFolder = args[0];
builder.Logging.SetMinimumLevel(LogLevel.Critical);
using var host = builder.Build();
await host.StartAsync();
var client = host.Services.GetRequiredService<DurableTaskClient>();
Console.WriteLine("ready");

if (args[1] == "latency")
{
    await Latency.PrintAsync(client);
    await host.StopAsync();
    return;
}

var rounds = new List<string>();
await foreach (var known in client.GetAllInstancesAsync(new(InstanceIdPrefix: "round-")))
    rounds.Add(known.InstanceId);
foreach (var round in rounds)
    await client.WaitForInstanceCompletionAsync(round);
while (args[1] == "work")
{
    rounds.Add($"round-{rounds.Count:D5}");
    await client.ScheduleNewOrchestrationInstanceAsync(nameof(Rounds.Round), null, new StartOrchestrationOptions(rounds[^1]));
    await client.WaitForInstanceCompletionAsync(rounds[^1]);
}

var outputs = new List<string>();
foreach (var round in rounds)
{
    var ended = await client.WaitForInstanceCompletionAsync(round, getInputsAndOutputs: true);
    outputs.Add(ended.SerializedOutput ?? $"{ended.RuntimeStatus}: {ended.FailureDetails}");
}

var states = new Dictionary<string, int>();
foreach (var key in new[] { "calls", "children", "a", "b" })
    states[key] = (await client.Entities.GetEntityAsync<int>(new EntityInstanceId(nameof(Tally), key)))?.State ?? 0;
Console.WriteLine(JsonSerializer.Serialize(new CrashReport(outputs, states)));
await host.StopAsync();
