using System.Net;
using System.Net.Sockets;
using Ham4Db.Functions.Hosts;

namespace Ham4Db.Functions.Tests.Hosts;

/// <summary>A name server with a few records; it counts what it is asked.</summary>
internal sealed class FakeNameService : INameService
{
    public Dictionary<string, string> CanonicalNames { get; } = [];

    public Dictionary<string, string[]> Addresses { get; } = [];

    public int Asked { get; private set; }

    public Task<string> GetCanonicalNameAsync(string host, CancellationToken cancellationToken) => Answer(CanonicalNames, host);

    public async Task<IPAddress[]> GetAddressesAsync(string host, CancellationToken cancellationToken) => [.. (await Answer(Addresses, host)).Select(IPAddress.Parse)];

    public Task<string> GetNameAsync(IPAddress address, CancellationToken cancellationToken) =>
        Answer(Addresses.SelectMany(pair => pair.Value.Select(value => (value, pair.Key))).ToDictionary(pair => pair.value, pair => pair.Key), address.ToString());

    private Task<T> Answer<T>(Dictionary<string, T> records, string name)
    {
        Asked++;
        return records.TryGetValue(name, out var found) ? Task.FromResult(found) : Task.FromException<T>(new SocketException((int)SocketError.HostNotFound));
    }
}
