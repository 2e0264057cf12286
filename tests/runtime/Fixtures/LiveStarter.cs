namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>The embedded host as it is run: orchestrations stay in memory between their steps.</summary>
public sealed class LiveStarter : IHostStarter
{
    public async Task<IDurableHost> StartAsync(params Type[] functions) => await EmbeddedHost.StartAsync(functions);
}
