using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton<IShardQueue, StorageShardQueue>();
builder.Services.AddHam4Db(ConfigurationState.Load(new OptionsLoader(), file: null, builder.Configuration));
builder.Services.AddOpenTelemetryExport(builder.Configuration);
builder.Services.AddAzureMonitorExport(builder.Configuration);
await builder.Build().RunAsync();
