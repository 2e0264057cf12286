using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Hosting;
using Ham4Db.OpenGaussAgent.Instances;

var check = args is ["--check", ..];
var rest = check ? args[1..] : args;
if (rest is ["--version"])
{
    Console.WriteLine($"ham4db-agent {InstanceDescription.AgentVersion}");
    return 0;
}

if (rest is not ([] or ["--config", _]))
{
    Console.Error.WriteLine("usage: ham4db-agent [--check] [--config FILE] | --version");
    return 2;
}

AgentOptions options;
try
{
    options = AgentOptionsReader.Read(rest is [_, var file] ? file : Environment.GetEnvironmentVariable("HAM4DB_AGENT_CONFIG") ?? AgentOptionsReader.DefaultFile);
}
catch (ConfigurationException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

if (check)
    return 0;
try
{
    await using var app = AgentHost.Build(options);
    await AgentHost.StartAsync(app);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The agent cannot start: {e.Message}");
    return 1;
}
