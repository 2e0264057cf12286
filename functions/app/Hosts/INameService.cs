using System.Net;

namespace Ham4Db.Functions.Hosts;

/// <summary>What a name server knows. Every question throws <see cref="System.Net.Sockets.SocketException"/> when there is no answer.</summary>
public interface INameService
{
    /// <summary>The name that a name is an alias of (CNAME), or the name itself.</summary>
    Task<string> GetCanonicalNameAsync(string host, CancellationToken cancellationToken);

    /// <summary>Addresses of a name.</summary>
    Task<IPAddress[]> GetAddressesAsync(string host, CancellationToken cancellationToken);

    /// <summary>Name of an address.</summary>
    Task<string> GetNameAsync(IPAddress address, CancellationToken cancellationToken);
}
