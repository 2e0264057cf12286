using Ham4Db.Functions.Hosts;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Names of hosts, and instances that are not to be discovered.</content>
public sealed partial class FleetStore
{
    /// <summary>The name that a host is known by; null when nobody has asked.</summary>
    public Task<ResolvedName?> FindResolvedNameAsync(string host, CancellationToken cancellationToken) =>
        FindAsync<ResolvedName>(FleetTables.HostNames, FleetTables.HostNames, host.ToLowerInvariant(), cancellationToken);

    /// <summary>All names that hosts are known by, expired ones included.</summary>
    public Task<List<ResolvedName>> GetResolvedNamesAsync(CancellationToken cancellationToken) =>
        ListAsync<ResolvedName>(FleetTables.HostNames, new RowRange(FleetTables.HostNames), cancellationToken);

    /// <summary>Writes the name of a host.</summary>
    public Task SaveResolvedNameAsync(ResolvedName name, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.HostNames, FleetTables.HostNames, name.Host.ToLowerInvariant(), name, cancellationToken);

    /// <summary>Forgets the name of a host.</summary>
    public Task RemoveResolvedNameAsync(string host, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.HostNames, FleetTables.HostNames, host.ToLowerInvariant(), cancellationToken);

    /// <summary>Instances that were forgotten on request, those included whose time is over.</summary>
    public Task<List<ForgottenInstance>> GetForgottenAsync(CancellationToken cancellationToken) =>
        ListAsync<ForgottenInstance>(FleetTables.Forgotten, new RowRange(FleetTables.Forgotten), cancellationToken);

    /// <summary>Keeps an instance from being discovered by itself.</summary>
    public Task SaveForgottenAsync(ForgottenInstance forgotten, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Forgotten, FleetTables.Forgotten, FleetTables.RowKey(forgotten.Key), forgotten, cancellationToken);

    /// <summary>Lets an instance be discovered again.</summary>
    public Task RemoveForgottenAsync(InstanceKey key, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.Forgotten, FleetTables.Forgotten, FleetTables.RowKey(key), cancellationToken);
}
