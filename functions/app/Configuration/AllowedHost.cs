using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Ham4Db.Functions.Configuration;

/// <summary>One item of <see cref="Ham4DbOptions.DiscoveryAllowedHosts"/>: what it allows by name, by address and by port.</summary>
internal sealed partial class AllowedHost
{
    private readonly IPNetwork? _network;
    private readonly Regex? _name;
    private readonly int? _port;

    private AllowedHost(IPNetwork? network, Regex? name, int? port) => (_network, _name, _port) = (network, name, port);

    /// <summary>Whether it decides by address, so that a name must be resolved first.</summary>
    public bool IsByAddress => _network is not null;

    /// <summary>Why the text is not an item; null when it is one.</summary>
    public static string? Explain(string text) => Parse(text).Error;

    /// <exception cref="FormatException">The text is not an item.</exception>
    public static AllowedHost Create(string text) => Parse(text) is { Item: { } item } ? item : throw new FormatException($"\"{text}\": {Explain(text)}.");

    public bool AllowsPort(int port) => _port is null || _port == port;

    public bool AllowsName(string host) => _name?.IsMatch(host) == true;

    public bool AllowsAddress(IPAddress address) => _network?.Contains(address) == true;

    private static (AllowedHost? Item, string? Error) Parse(string text)
    {
        if (!TrySplitPort(text.Trim(), out var host, out var port)) return (null, "its port is not a number from 1 to 65535");
        if (IPNetwork.TryParse(host, out var network)) return (new(network, null, port), null);
        if (host.Contains('/')) return (null, "it is not a CIDR range such as 10.0.0.0/24");
        if (HostFilters.IsAddress(host)) return (new(SingleAddress(ForbiddenAddresses.Unwrap(IPAddress.Parse(host))), null, port), null);
        if (host == "*") return (new(null, AnyName(), port), null);
        if (!HostPattern().IsMatch(host)) return (null, "allowed: a host name with * for parts of a label, an address or a CIDR range, each with an optional :port");
        // "10.0.*" would also match the name 10.0.example, which anybody may own.
        if (!host.Any(char.IsAsciiLetter)) return (null, "ranges of addresses are written as CIDR, such as 10.0.0.0/24");
        var pattern = "^" + Regex.Escape(host.TrimEnd('.')).Replace("\\*", "[^.:]*", StringComparison.Ordinal) + "$";
        return (new(null, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), port), null);
    }

    private static IPNetwork SingleAddress(IPAddress address) => new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    private static bool TrySplitPort(string text, out string host, out int? port)
    {
        (host, port) = (text, null);
        var colon = text.LastIndexOf(':');
        var closing = text.LastIndexOf(']');
        var hasPort = closing >= 0 ? colon > closing : colon >= 0 && text.IndexOf(':') == colon;
        if (hasPort)
        {
            if (!ushort.TryParse(text.AsSpan(colon + 1), out var number) || number == 0) return false;
            (host, port) = (text[..colon], number);
        }

        if (host is ['[', .., ']']) host = host[1..^1];
        return true;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_*.-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex HostPattern();

    [GeneratedRegex("", RegexOptions.NonBacktracking)]
    private static partial Regex AnyName();
}
