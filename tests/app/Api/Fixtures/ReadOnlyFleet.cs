using Ham4Db.Core.Model;

namespace Ham4Db.Functions.Tests.Api.Fixtures;

/// <summary>One app for the tests that change nothing: cluster <c>db</c> with alias <c>shop</c>, a primary and two replicas.</summary>
public sealed class ReadOnlyFleet : IAsyncLifetime
{
    internal ApiHost Host { get; private set; } = null!;

    internal IReadOnlyList<InstanceKey> Keys { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.StartAsync();
        Keys = await Host.AddClusterAsync("db", alias: "shop");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
