using System.Net;

namespace Ham4Db.Functions.Configuration;

/// <summary>Filters that choose instances, such as <see cref="Ham4DbOptions.DiscoveryIgnoreHostnameFilters"/>: an address equals the host, anything else is a pattern that is searched in <c>host:port</c>.</summary>
public static class HostFilters
{
    /// <summary>Whether at least one filter chooses the instance.</summary>
    /// <param name="filters">The filters; none chooses none.</param>
    /// <param name="host">Host of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    public static bool Matches(IReadOnlyList<string> filters, string host, int port)
    {
        foreach (var filter in filters)
            if (IsAddress(filter) ? filter == host : Patterns.IsMatch(filter, $"{host}:{port}")) return true;

        return false;
    }

    /// <summary>Only complete addresses: <see cref="IPAddress"/> takes <c>10.1</c> for one too, which is meant as a pattern.</summary>
    internal static bool IsAddress(string filter) => IPAddress.TryParse(filter, out var address) && (filter.Contains(':') || filter == address.ToString());
}
