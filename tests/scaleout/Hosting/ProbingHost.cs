using System.Text.Json;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ham4Db.ScaleOut.Tests.Hosting;

/// <summary>
/// The app in a process of its own that shares tables and queues with others, as instances on Azure do. The queue is the storage account's, read by <see cref="StorageQueueListener"/>;
/// orchestrations are its own, which is why nothing may die in the fleet.
/// </summary>
internal static class ProbingHost
{
    public const string Argument = "--prober";

    public static async Task<int> RunAsync(string optionsFile)
    {
        var options = JsonSerializer.Deserialize<Ham4DbOptions>(await File.ReadAllTextAsync(optionsFile))!;
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFunctions(typeof(Prober).Assembly);
        builder.DataFolder = options.DataFolder;
        builder.Urls.Clear();
        builder.Urls.Add("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("AzureWebJobsStorage", options.Storage)]);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Services.AddSingleton<IShardQueue, StorageShardQueue>();
        builder.Services.AddHostedService<StorageQueueListener>();
        builder.Services.AddHam4Db(options);
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine($"ready {ShardProbing.ThisProcess}");
        // The input ends when the tests' process does.
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await host.StopAsync();
        return 0;
    }
}
