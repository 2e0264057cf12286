using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.OpenGaussAgent.Tests.Registration;

/// <summary>The service, for agents to register with.</summary>
internal sealed class ServiceApp(Func<Ham4DbOptions, Ham4DbOptions> configure) : WatchedApp(configure)
{
    protected override ValueTask StopServersAsync() => ValueTask.CompletedTask;
}
