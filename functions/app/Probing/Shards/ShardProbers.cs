using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Probing.Shards;

/// <summary>Makes the prober of a shard.</summary>
public sealed class ShardProbers(IServiceProvider services)
{
    /// <summary>One that knows nothing yet.</summary>
    public Prober Create(Shard shard) => ActivatorUtilities.CreateInstance<Prober>(services, shard);
}
