using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
var loaded = new OptionsLoader().Load(settings: builder.Configuration);
builder.Services.AddHam4Db(loaded.Options);
await builder.Build().RunAsync();
