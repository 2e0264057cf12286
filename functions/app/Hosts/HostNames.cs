using System.Net;
using System.Net.Sockets;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosts;

/// <summary>
/// The names that instances are known by (HostnameResolveMethod, MySQLHostnameResolveMethod). What was found out is kept in the store, for all
/// processes, until it expires; what a name server could not tell, for a minute.
/// </summary>
public sealed class HostNames(FleetStore store, INameService names, Ham4DbOptions options, TimeProvider time)
{
    private static readonly TimeSpan FailureExpiry = TimeSpan.FromMinutes(1);

    private TimeSpan Expiry => TimeSpan.FromMinutes(options.ExpiryHostnameResolvesMinutes);

    /// <summary>The address under which the instance at an address is known.</summary>
    public async Task<InstanceKey> ResolveAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        if (await store.FindResolvedNameAsync(key.Host, cancellationToken) is { } known && known.ExpiresAt > time.GetUtcNow()) return key with { Host = known.Name };
        if (options.HostnameResolveMethod is "none" or "default") return key;
        string name;
        var expiry = Expiry;
        try
        {
            name = await AskAsync(key.Host, cancellationToken);
        }
        catch (SocketException)
        {
            (name, expiry) = (key.Host, FailureExpiry);
        }

        if (!IsAccepted(name)) name = key.Host;
        await store.SaveResolvedNameAsync(new ResolvedName(key.Host, name, time.GetUtcNow() + expiry), cancellationToken);
        return key with { Host = name };
    }

    /// <summary>
    /// The address that a server names itself by, where that may become its address here: a name that is not rejected, and nothing that means
    /// another machine on every machine. Null where there is none.
    /// </summary>
    public InstanceKey? OwnAddress(InstanceSnapshot snapshot)
    {
        var (key, reported) = (snapshot.Key, snapshot.ReportedHost);
        var isOther = reported.Length > 0 && !string.Equals(reported, key.Host, StringComparison.OrdinalIgnoreCase);
        return isOther && !IsLoopback(key.Host) && !IsLoopback(reported) && Uri.CheckHostName(reported) is not UriHostNameType.Unknown && IsAccepted(reported)
            ? key with { Host = reported }
            : null;
    }

    /// <summary>Remembers the name of a host.</summary>
    public Task RememberAsync(string host, string name, CancellationToken cancellationToken) =>
        store.SaveResolvedNameAsync(new ResolvedName(host, name, time.GetUtcNow() + Expiry), cancellationToken);

    private bool IsAccepted(string name) => options.RejectHostnameResolvePattern.Length == 0 || !Patterns.IsMatch(options.RejectHostnameResolvePattern, name);

    private Task<string> AskAsync(string host, CancellationToken cancellationToken) => options.HostnameResolveMethod switch
    {
        "cname" => names.GetCanonicalNameAsync(host, cancellationToken),
        "addr" when IPAddress.TryParse(host, out var address) => names.GetNameAsync(address, cancellationToken),
        "addr" => names.GetCanonicalNameAsync(host, cancellationToken),
        _ => AddressAsync(host, cancellationToken),
    };

    private async Task<string> AddressAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out _)) return host;
        var addresses = await names.GetAddressesAsync(host, cancellationToken);
        var chosen = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
        return chosen?.ToString() ?? throw new SocketException((int)SocketError.NoData);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith("localhost.", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
