namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>The embedded host with every step replayed from the stored history.</summary>
public sealed class ReplayingStarter : IHostStarter
{
    public async Task<IDurableHost> StartAsync(params Type[] functions)
        => await EmbeddedHost.StartAsync(builder => builder.AddFunctions(functions).ReplayAlways = true);
}
