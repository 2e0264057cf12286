using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Where a started host listens.</summary>
public static class HostUrls
{
    /// <summary>The addresses that the host really listens on, the port filled in where 0 was asked for.</summary>
    /// <param name="host">A started host.</param>
    /// <returns>Addresses such as <c>http://127.0.0.1:7071</c>; none when there is no HTTP function.</returns>
    public static IReadOnlyList<string> ListeningUrls(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return [.. host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
    }
}
