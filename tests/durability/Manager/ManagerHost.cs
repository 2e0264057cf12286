using System.Text.Json;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Recovery;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker.Builder;
using Ham4Db.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Durability.Tests.Manager;

/// <summary>
/// The whole app in a process of its own, as it runs in production, except that its store and its engine report each change to
/// <see cref="Breakpoints"/>. It obeys lines of its input: <c>kill|hold|go before|after N LABEL</c>, <c>settle</c>, <c>recover REQUEST</c>, <c>operate ORDER</c>; arguments are such lines, obeyed before it starts.
/// </summary>
internal static class ManagerHost
{
    public const string Argument = "--manager";

    public static async Task<int> RunAsync(string optionsFile, IEnumerable<string> orders)
    {
        var options = JsonSerializer.Deserialize<Ham4DbOptions>(await File.ReadAllTextAsync(optionsFile))!;
        var breakpoints = new Breakpoints();
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFunctions(typeof(Prober).Assembly);
        builder.DataFolder = options.DataFolder;
        builder.Urls.Clear();
        builder.Urls.Add($"http://{options.ListenAddress}");
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss.fff ";
        });
        var file = options.Storage == "sqlite" ? Path.Combine(options.DataFolder, "fleet.db") : options.Storage["sqlite:".Length..];
        builder.Services.AddSingleton<ITableStore>(_ => new RecordingStore(new SqliteTableStore(file), breakpoints));
        builder.Services.AddHam4Db(options);
        Decorate(builder.Services, breakpoints);
        using var host = builder.Build();
        foreach (var order in orders) Obey(order, host.Services, breakpoints);
        await host.StartAsync();
        Console.WriteLine("listens " + host.ListeningUrls()[0]);
        Console.WriteLine("ready");
        // The input ends when the tests' process does.
        while (await Console.In.ReadLineAsync() is { } line) Obey(line, host.Services, breakpoints);
        await host.StopAsync();
        return 0;
    }

    private static void Decorate(IServiceCollection services, Breakpoints breakpoints)
    {
        foreach (var engine in services.Where(s => s.ServiceType == typeof(IDatabaseEngine)).ToList())
        {
            services.Remove(engine);
            services.AddSingleton<IDatabaseEngine>(provider =>
                new RecordingEngine((IDatabaseEngine)(engine.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, engine.ImplementationType!)), breakpoints));
        }
    }

    private static void Obey(string line, IServiceProvider services, Breakpoints breakpoints)
    {
        switch (line.Split(' ', 4))
        {
            case ["go", var side, var occurrence, var label]:
                breakpoints.Go(new Boundary(side == "before", int.Parse(occurrence), label));
                break;
            case [("kill" or "hold") and var action, var side, var occurrence, var label]:
                breakpoints.Arm(new Boundary(side == "before", int.Parse(occurrence), label), isKill: action == "kill");
                Console.WriteLine("armed");
                break;
            case ["settle"]:
                _ = SettleAsync(services.GetRequiredService<DurableTaskClient>());
                break;
            case ["operate", ..]:
                _ = OperateAsync(services.GetRequiredService<DurableTaskClient>(), FleetJson.Read<OperationOrder>(line["operate ".Length..]));
                break;
            case ["recover", ..]:
                _ = RecoverAsync(services.GetRequiredService<DurableTaskClient>(), FleetJson.Read<RecoveryRequest>(line["recover ".Length..]));
                break;
        }
    }

    // What ended in the store may not have ended here: after a kill, orchestrations go on from their last step and make their last changes again.
    private static async Task SettleAsync(DurableTaskClient client)
    {
        var underWay = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running]);
        while (await client.GetAllInstancesAsync(underWay).AnyAsync(i => i.Name is nameof(RecoverCluster) or nameof(OperateCluster) or nameof(RejoinInstance))) await Task.Delay(20);
        Console.WriteLine("settled");
    }

    private static async Task OperateAsync(DurableTaskClient client, OperationOrder order)
    {
        // The one before may be about to end.
        while (!await DurableStart.TryAsync(client, nameof(OperateCluster), order, OperateCluster.InstanceId(order.Request.ClusterId), CancellationToken.None))
            await Task.Delay(20);
    }

    private static async Task RecoverAsync(DurableTaskClient client, RecoveryRequest request)
    {
        var id = RecoverCluster.InstanceId(request.ClusterId);
        // The one before may be about to end.
        while (!await DurableStart.TryAsync(client, nameof(RecoverCluster), request, id, CancellationToken.None))
            await Task.Delay(20);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
        Console.WriteLine("outcome " + FleetJson.Write(ended.ReadOutputAs<RecoveryOutcome>()));
    }
}
