using System.Net;
using System.Net.Sockets;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Upkeep.KeyValues;

/// <summary>
/// Keeps the keys under which primaries are found. A key belongs to the cluster that had it first for as long as that is known, so that of two
/// clusters with one alias neither answers for the other. A recovery points the keys itself; here follows what nobody recovered.
/// </summary>
public sealed class PrimaryPublisher(FleetStore store, Ham4DbOptions options)
{
    // What a key of the store may take, less the longest ending below it; beyond ASCII a character takes seven times as much.
    private const int MaxKeyLength = 480;
    private const int ForeignLength = 7;
    private const int PlainLength = 2;

    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Makes the keys of a cluster name its primary: one that answers, takes writes and has not lost its role.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="known">Ids of all clusters that are known.</param>
    /// <param name="seen">What was found under all keys a moment ago: where that is what would be written, nothing is read again. Null where it was not looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is found under its key now; null where there is none, and where somebody else wrote at the same time.</returns>
    public async Task<PrimaryKey?> PublishAsync(ClusterRecord cluster, IReadOnlySet<string> known, IReadOnlyDictionary<string, PrimaryKey>? seen, CancellationToken cancellationToken)
    {
        var key = KeyOf(cluster);
        if (key.Sum(c => char.IsAscii(c) ? PlainLength : ForeignLength) > MaxKeyLength || key.Any(char.IsControl)) return null;
        if (seen?.GetValueOrDefault(key) is { } same && cluster.Primary is { } named && same == Name(key, cluster.ClusterId, named, same, await ResolveAsync(named.Host, cancellationToken))) return same;

        // The row is read before what it is written from: should a recovery point it meanwhile, this write is refused.
        var (row, version) = await store.FindPrimaryKeyAsync(key, cancellationToken);
        if (row is not null && row.ClusterId != cluster.ClusterId && known.Contains(row.ClusterId)) return null;
        if (await FindPrimaryAsync(cluster.ClusterId, cancellationToken) is not { } primary) return row?.ClusterId == cluster.ClusterId ? row : null;
        var addresses = await ResolveAsync(primary.Host, cancellationToken);
        var wanted = Name(key, cluster.ClusterId, primary, row, addresses);
        return wanted == row || await store.TrySavePrimaryKeyAsync(wanted, version, cancellationToken) ? wanted : null;
    }

    private static PrimaryKey Name(string key, string clusterId, InstanceKey primary, PrimaryKey? row, IPAddress[] addresses)
    {
        var isSame = row?.ClusterId == clusterId && row.Primary == primary;
        return new PrimaryKey(
            key, clusterId, primary, Choose(addresses, AddressFamily.InterNetwork, isSame ? row!.IPv4 : ""), Choose(addresses, AddressFamily.InterNetworkV6, isSame ? row!.IPv6 : ""));
    }

    private string KeyOf(ClusterRecord cluster)
    {
        // A name that changes with the primary is no key to find the primary by.
        var name = cluster.Alias.Length == 0 || cluster.Alias == cluster.Name ? cluster.ClusterId : cluster.Alias;
        return $"{options.KVClusterMasterPrefix.TrimEnd('/')}/{name}".TrimStart('/');
    }

    private async Task<InstanceKey?> FindPrimaryAsync(string clusterId, CancellationToken cancellationToken)
    {
        if ((await store.FindClusterAsync(clusterId, cancellationToken))?.Primary is not { } primary) return null;
        var state = await store.GetStateAsync(clusterId, cancellationToken);
        var member = await store.FindMemberAsync(clusterId, primary, cancellationToken);
        return state.ActiveRecovery is null
            && member is { IsLastCheckValid: true, Snapshot.IsReadOnly: false }
            && !state.Demoted.Any(d => d.Matches(member.Snapshot))
                ? primary
                : null;
    }

    // An address that cannot be found now is the one that was found before.
    private static string Choose(IPAddress[] addresses, AddressFamily family, string before) =>
        addresses.Where(a => a.AddressFamily == family).Select(a => a.ToString()).Order(StringComparer.Ordinal).ToList() is [_, ..] found
            ? found.Contains(before) ? before : found[0]
            : before;

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(ResolveTimeout, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or ArgumentException)
        {
            return [];
        }
    }
}
