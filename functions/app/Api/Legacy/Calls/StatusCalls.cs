using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about this deployment. Every process that answers is as good as any other: there is no leader.</summary>
internal sealed class StatusCalls(FleetStore store, Ham4DbOptions options, TimeProvider time)
{
    private static readonly HashSet<string> Secret = new(["Authorization", "Cookie"], StringComparer.OrdinalIgnoreCase);

    private readonly string _token = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public static Task<LegacyAnswer> OkAsync(LegacyCall call) => Task.FromResult(LegacyAnswer.Raw("OK"));

    /// <summary>The request's own headers, without those that a page's script is kept from reading.</summary>
    public static Task<LegacyAnswer> HeadersAsync(LegacyCall call) => Task.FromResult(LegacyAnswer.Raw(
        call.Http.Request.Headers.Where(h => !Secret.Contains(h.Key)).ToDictionary(h => h.Key, h => h.Value.ToArray())));

    public async Task<LegacyAnswer> HealthAsync(LegacyCall call)
    {
        try
        {
            var heartbeats = await store.GetHeartbeatsAsync(call.Cancellation);
            var node = Node(heartbeats.Values.Select(h => (DateTimeOffset?)h.At).DefaultIfEmpty().Max());
            return LegacyAnswer.Ok("Application node is healthy", LegacyHealth.Of(node, error: null));
        }
        catch (StoreUnavailableException exception)
        {
            return LegacyAnswer.Error($"Application node is unhealthy: {exception.Message}", LegacyHealth.Of(Node(probed: null), exception.Message));
        }
    }

    private LegacyNodeHealth Node(DateTimeOffset? probed) => new(
        Environment.MachineName,
        _token,
        typeof(StatusCalls).Assembly.GetName().Version?.ToString(3) ?? "",
        LegacyTime.Text(_started),
        probed is { } at ? LegacyTime.Text(at) : "",
        ExtraInfo: "",
        Command: "http",
        DBBackend: options.Storage == "sqlite" ? "sqlite" : "azure-tables",
        LegacyTime.Text(time.GetUtcNow()));
}
