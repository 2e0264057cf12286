using System.Net;

namespace Ham4Db.Functions.Configuration;

/// <summary>
/// Decides which hosts may be connected to. A name is judged by the addresses that it leads to, and the caller connects to just those,
/// so that a name server cannot answer differently between the check and the connection.
/// </summary>
public sealed class AllowList
{
    private readonly AllowedHost[] _items;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <summary>A list of <see cref="Ham4DbOptions.DiscoveryAllowedHosts"/>; an empty one allows any host that is not forbidden.</summary>
    /// <param name="patterns">The items of the list.</param>
    /// <param name="resolve">Looks the addresses of a name up; null asks the system.</param>
    /// <exception cref="FormatException">An item is not one.</exception>
    public AllowList(IReadOnlyList<string> patterns, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        _items = [.. patterns.Select(AllowedHost.Create)];
        _resolve = resolve ?? Dns.GetHostAddressesAsync;
    }

    /// <summary>What can be said without looking a name up.</summary>
    /// <returns>Why the host is refused; null when it is not, or when its addresses decide.</returns>
    public string? Refuse(string host, int port)
    {
        if (port is < 1 or > 65535) return $"{port} is not a port; allowed: 1 to 65535.";
        var name = Normalize(host);
        if (name.Length == 0) return "The host is empty.";
        if (IPAddress.TryParse(name, out var address)) return Refuse(name, address, port);
        if (Uri.CheckHostName(name) is UriHostNameType.Unknown) return $"{name} is not a host name.";
        return AllowsName(name, port) || _items.Any(item => item.IsByAddress && item.AllowsPort(port)) ? null : Outside(name, port);
    }

    /// <summary>Looks the host up and checks each of its addresses.</summary>
    /// <returns>The addresses that may be connected to, at least one.</returns>
    /// <exception cref="HostNotAllowedException">The host is refused, or each of its addresses is.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The name cannot be resolved.</exception>
    public async ValueTask<IPAddress[]> ResolveAllowedAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (Refuse(host, port) is { } reason) throw new HostNotAllowedException(reason);
        var name = Normalize(host);
        if (IPAddress.TryParse(name, out var literal)) return [literal];
        var addresses = await _resolve(name, cancellationToken);
        var allowed = addresses.Where(address => Refuse(name, address, port) is null).ToArray();
        if (allowed.Length > 0) return allowed;
        throw new HostNotAllowedException(addresses.Length == 0 ? $"{name} has no address." : Refuse(name, addresses[0], port)!);
    }

    private string? Refuse(string name, IPAddress address, int port)
    {
        var shown = name == address.ToString() ? name : $"{name} ({address})";
        if (ForbiddenAddresses.KindOf(address) is { } kind) return $"{shown} is {kind}, which is never connected to.";
        var plain = ForbiddenAddresses.Unwrap(address);
        return AllowsName(name, port) || _items.Any(item => item.AllowsPort(port) && item.AllowsAddress(plain)) ? null : Outside(shown, port);
    }

    private bool AllowsName(string name, int port) => _items.Length == 0 || _items.Any(item => item.AllowsPort(port) && item.AllowsName(name));

    private static string Outside(string shown, int port) => $"{shown}, port {port}, is outside DiscoveryAllowedHosts.";

    private static string Normalize(string host) => host.Trim().TrimStart('[').TrimEnd(']').TrimEnd('.');
}
