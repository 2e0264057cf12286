using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ham4Db.Engines.OpenGauss;
using Ham4Db.Engines.PostgreSql;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Finds what people mean: clusters by id, name, alias or one of their instances, and instances by a part of their host name.</summary>
internal sealed class FleetLookup(FleetStore store, FleetReader reader, Ham4DbOptions options)
{
    /// <summary>The cluster that a hint means: its id, its name, its alias, or <c>host</c> or <c>host:port</c> of an instance, first as it is and then in part.</summary>
    /// <exception cref="OperationException">None or several are meant.</exception>
    public async Task<ClusterRecord> FindClusterAsync(string hint, DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        var clusters = await reader.ListAsync(engine, cancellationToken);
        if (clusters.FirstOrDefault(c => c.ClusterId == hint) is { } byId) return byId;
        if (Only(clusters, c => c.Name == hint, hint) is { } byName) return byName;
        if (Only(clusters, c => c.Alias == hint, hint) is { } byAlias) return byAlias;
        if (InstanceKey.TryParse(hint, engine ?? DatabaseEngine.MySql, options.DefaultInstancePort, out var address))
        {
            var key = await FigureAsync(address, engine, cancellationToken);
            var entry = await reader.FindInstanceAsync(key, cancellationToken);
            if (clusters.FirstOrDefault(c => c.ClusterId == entry?.ClusterId) is { } byInstance) return byInstance;
        }

        throw OperationException.NotFound($"Unable to determine cluster name. clusterHint={hint}");
    }

    /// <summary>The cluster of an instance.</summary>
    /// <exception cref="OperationException">The instance is not known.</exception>
    public async Task<ClusterRecord> FindClusterAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var entry = await EnsureKnownAsync(key, cancellationToken);
        var clusters = await reader.ListAsync(key.Engine, cancellationToken);
        return clusters.FirstOrDefault(c => c.ClusterId == entry.ClusterId) ?? throw Unknown(key);
    }

    /// <summary>The instance that an address means: the known one at that address, else the only known one with that port whose host contains the given one, else the address itself.</summary>
    /// <param name="host">Host, or for a name a part of it.</param>
    /// <param name="port">Port as text.</param>
    /// <param name="engine">Of this engine; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">It is no address.</exception>
    public Task<InstanceKey> FigureAsync(string host, string port, DatabaseEngine? engine, CancellationToken cancellationToken) =>
        FigureAsync(ParseAddress(host, port, engine), engine, cancellationToken);

    /// <summary>The instance that <c>host:port</c> means, as above.</summary>
    /// <exception cref="OperationException">It is no address.</exception>
    public Task<InstanceKey> FigureAsync(string address, DatabaseEngine? engine, CancellationToken cancellationToken) =>
        InstanceKey.TryParse(address, engine ?? DatabaseEngine.MySql, options.DefaultInstancePort, out var key)
            ? FigureAsync(key, engine, cancellationToken)
            : throw OperationException.Invalid($"'{address}' is not an address; use host:port.");

    /// <summary>The address as it is, with the engine of the known instance there.</summary>
    /// <exception cref="OperationException">It is no address.</exception>
    public async Task<InstanceKey> ExactAsync(string host, string port, DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        var address = ParseAddress(host, port, engine);
        return Exact(await reader.DirectoryAsync(cancellationToken), address, engine) ?? address;
    }

    /// <summary>The instances that addresses mean, each as <see cref="FigureAsync(string, string, DatabaseEngine?, CancellationToken)"/> finds it.</summary>
    public async Task<IReadOnlyList<InstanceKey>> FigureAsync(
        IReadOnlyCollection<InstanceKey> addresses, DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        var directory = await reader.DirectoryAsync(cancellationToken);
        return [.. addresses.Select(address => Figure(directory, address, engine))];
    }

    /// <summary>Makes sure that an instance is known.</summary>
    /// <returns>Where it belongs.</returns>
    /// <exception cref="OperationException">It is not known.</exception>
    public async Task<DirectoryEntry> EnsureKnownAsync(InstanceKey key, CancellationToken cancellationToken) =>
        await reader.FindInstanceAsync(key, cancellationToken) ?? throw Unknown(key);

    /// <summary>A known instance.</summary>
    /// <exception cref="OperationException">It is not known.</exception>
    public async Task<KnownInstance> ReadInstanceAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(await FindClusterAsync(key, cancellationToken), cancellationToken);
        return view.Topology.Members.TryGetValue(key, out var member) ? new KnownInstance(view, member) : throw Unknown(key);
    }

    private static OperationException Unknown(InstanceKey key) => OperationException.NotFound($"Cannot read instance: {key}: it is not known. Discover it first.");

    private static InstanceKey ParseAddress(string host, string port, DatabaseEngine? engine)
    {
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            throw OperationException.Invalid($"Invalid port: {port}");
        // Of an address that is not known only its port can tell what speaks there.
        var key = new InstanceKey(engine ?? EngineOf(number), host.Trim('[', ']'), number);
        return key.IsValid ? key : throw OperationException.Invalid($"Invalid host: {host}");
    }

    private async Task<InstanceKey> FigureAsync(InstanceKey address, DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        if (IsOf(address, engine) && await reader.FindInstanceAsync(address, cancellationToken) is { } known) return known.Key;
        var directory = await reader.DirectoryAsync(cancellationToken);
        return Exact(directory, address, engine) is null
            && await store.FindResolvedNameAsync(address.Host, cancellationToken) is { } resolved
            && Exact(directory, address with { Host = resolved.Name }, engine) is { } named ? named : Figure(directory, address, engine);
    }

    private static InstanceKey Figure(IReadOnlyList<DirectoryEntry> directory, InstanceKey address, DatabaseEngine? engine)
    {
        if (Exact(directory, address, engine) is { } exact) return exact;
        if (IPAddress.TryParse(address.Host, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork) return address;
        var alike = directory.Select(entry => entry.Key)
            .Where(key => IsOf(key, engine) && key.Port == address.Port && key.Host.Contains(address.Host, StringComparison.OrdinalIgnoreCase))
            .Take(2).ToList();
        return alike.Count == 1 ? alike[0] : address;
    }

    private static InstanceKey? Exact(IReadOnlyList<DirectoryEntry> directory, InstanceKey address, DatabaseEngine? engine) => directory
        .Where(entry => IsOf(entry.Key, engine) && entry.Key.Port == address.Port && string.Equals(entry.Key.Host, address.Host, StringComparison.OrdinalIgnoreCase))
        .Select(entry => (InstanceKey?)entry.Key)
        .Order()
        .FirstOrDefault();

    private static DatabaseEngine EngineOf(int port) => port switch
    {
        PostgreSqlEngine.StandardPort => DatabaseEngine.PostgreSql,
        OpenGaussEngine.StandardPort => DatabaseEngine.OpenGauss,
        _ => DatabaseEngine.MySql,
    };

    private static bool IsOf(InstanceKey key, DatabaseEngine? engine) => engine is null || key.Engine == engine;

    // A change must never reach a cluster that only shares its alias with the one that was meant.
    private static ClusterRecord? Only(IReadOnlyList<ClusterRecord> clusters, Func<ClusterRecord, bool> isMeant, string hint)
    {
        var meant = clusters.Where(isMeant).ToList();
        return meant.Count > 1
            ? throw OperationException.Invalid($"'{hint}' means {meant.Count} clusters: {string.Join(", ", meant.Select(c => c.ClusterId))}. Use one of these ids.")
            : meant.FirstOrDefault();
    }
}
