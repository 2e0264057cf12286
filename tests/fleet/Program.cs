using System.Globalization;
using Ham4Db.Simulation;

// Serves a simulated fleet and obeys lines of its input: kill HOST, hang HOST, revive HOST, lag HOST SECONDS, seeds. Says what happens, with the time in milliseconds.
if (args is not [var instances, var clusterSize, var port, var writes])
{
    Console.Error.WriteLine("usage: Ham4Db.Simulation INSTANCES CLUSTER-SIZE PORT WRITES-PER-SECOND (port 0: any that is free)");
    return 2;
}

await using var fleet = SimulatedFleet.Start(new FleetOptions(Number(instances), Number(clusterSize), Number(port), double.Parse(writes, CultureInfo.InvariantCulture)), server => Say($"promoted {server.Host}"));
Say($"listens {fleet.Port}");
while (await Console.In.ReadLineAsync() is { } line)
{
    switch (line.Split(' '))
    {
        case ["kill", var host]:
            Inflict(host, ServerFault.Dead);
            break;
        case ["hang", var host]:
            Inflict(host, ServerFault.Hung);
            break;
        case ["revive", var host]:
            Inflict(host, ServerFault.None);
            break;
        case ["lag", var host, var seconds]:
            SimulatedFleet.Delay(fleet.At(host), Number(seconds));
            break;
        case ["seeds"]:
            Say("seeds " + string.Join(',', fleet.Clusters.Select(cluster => cluster.Servers[^1].Host)));
            break;
        default:
            Say($"unknown {line}");
            break;
    }
}

return 0;

void Inflict(string host, ServerFault fault)
{
    var server = fleet.At(host);
    Say($"inflicts {fault} {host}");
    fleet.Inflict(server, fault);
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static void Say(string line) => Console.WriteLine($"{TimeProvider.System.GetTimestamp() * 1000.0 / TimeProvider.System.TimestampFrequency:F3} {line}");
