using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Functions.Hosts;

/// <summary>The machine's own resolver.</summary>
public sealed class SystemNameService : INameService
{
    /// <inheritdoc/>
    public async Task<string> GetCanonicalNameAsync(string host, CancellationToken cancellationToken) =>
        (await Dns.GetHostEntryAsync(host, cancellationToken)).HostName;

    /// <inheritdoc/>
    public Task<IPAddress[]> GetAddressesAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> GetNameAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var name = (await Dns.GetHostEntryAsync(address.ToString(), cancellationToken)).HostName;
        return name == address.ToString() ? throw new SocketException((int)SocketError.HostNotFound) : name;
    }
}
