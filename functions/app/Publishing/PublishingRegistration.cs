using Ham4Db.Functions.Publishing.ProxySql;
using Ham4Db.Functions.Publishing.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Publishing;

/// <summary>Registers what tells proxies and applications who the primaries are.</summary>
internal static class PublishingRegistration
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<HttpJson>()
        .AddSingleton<KeyValueTargets>()
        .AddSingleton<KeyValuePublisher>()
        .AddSingleton<ProxySqlPublisher>()
        .AddSingleton(provider => new PrimaryPublication(provider.GetRequiredService<KeyValuePublisher>(), provider.GetRequiredService<ProxySqlPublisher>()));
}
