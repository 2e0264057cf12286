using System.Runtime.CompilerServices;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <summary>Typed access to everything that is known of the fleet. The prober and the entities write it; the API reads it.</summary>
/// <param name="store">The tables.</param>
/// <param name="time">Says how old what was read is; null for the system's clock.</param>
public sealed partial class FleetStore(ITableStore store, TimeProvider? time = null)
{
    private const string GlobalRow = "global";

    private static readonly TimeSpan PaidHeartbeats = TimeSpan.FromSeconds(30);

    private static readonly GlobalSwitch NeverTurned = new(AreRecoveriesDisabled: false, "", DateTimeOffset.MinValue);

    /// <summary>The cluster of an address; null when it is unknown.</summary>
    public Task<DirectoryEntry?> FindInstanceAsync(InstanceKey key, CancellationToken cancellationToken) =>
        FindAsync<DirectoryEntry>(FleetTables.Directory, FleetTables.Directory, FleetTables.RowKey(key), cancellationToken);

    /// <summary>Adds or moves an address.</summary>
    public Task SaveDirectoryAsync(DirectoryEntry entry, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Directory, FleetTables.Directory, FleetTables.RowKey(entry.Key), entry, cancellationToken);

    /// <summary>Instances of a cluster, as last written.</summary>
    public Task<List<ClusterMember>> GetMembersAsync(string clusterId, CancellationToken cancellationToken) =>
        ListAsync<ClusterMember>(FleetTables.Members, new RowRange(clusterId), cancellationToken);

    /// <summary>Instances of all clusters, as last written, by cluster: a thousand in one request.</summary>
    public async Task<ILookup<string, ClusterMember>> GetAllMembersAsync(CancellationToken cancellationToken)
    {
        List<(string ClusterId, ClusterMember Member)> found = [];
        await foreach (var row in store.QueryAsync(FleetTables.Members, new RowRange(), cancellationToken)) found.Add((row.PartitionKey, FleetJson.Read<ClusterMember>(row.Json)));
        return found.ToLookup(row => row.ClusterId, row => row.Member);
    }

    /// <summary>An instance of a cluster, as last written; null when there is none.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="row">The instance's row.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ClusterMember?> FindMemberAsync(string clusterId, string row, CancellationToken cancellationToken) =>
        FindAsync<ClusterMember>(FleetTables.Members, clusterId, row, cancellationToken);

    /// <summary>Writes instances of a cluster.</summary>
    public Task SaveMembersAsync(string clusterId, IEnumerable<ClusterMember> members, CancellationToken cancellationToken) =>
        store.WriteBatchAsync(
            FleetTables.Members,
            [.. members.Select(m => new RowWrite(WriteKind.Upsert, clusterId, FleetTables.RowKey(m.Key), FleetJson.Write(m)))],
            cancellationToken);

    /// <summary>Forgets an address.</summary>
    public async Task RemoveInstanceAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        await RemoveMemberAsync(entry.ClusterId, entry.Key, cancellationToken);
        await RemoveAsync(FleetTables.Directory, FleetTables.Directory, FleetTables.RowKey(entry.Key), cancellationToken);
    }

    /// <summary>Takes an instance out of a cluster; its address stays known.</summary>
    public Task RemoveMemberAsync(string clusterId, InstanceKey key, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.Members, clusterId, FleetTables.RowKey(key), cancellationToken);

    /// <summary>All clusters.</summary>
    public Task<List<ClusterRecord>> GetClustersAsync(CancellationToken cancellationToken) =>
        ListAsync<ClusterRecord>(FleetTables.Clusters, new RowRange(FleetTables.Clusters), cancellationToken);

    /// <summary>A cluster; null when it is unknown.</summary>
    public Task<ClusterRecord?> FindClusterAsync(string clusterId, CancellationToken cancellationToken) =>
        FindAsync<ClusterRecord>(FleetTables.Clusters, FleetTables.Clusters, clusterId, cancellationToken);

    /// <summary>Writes a cluster.</summary>
    public Task SaveClusterAsync(ClusterRecord cluster, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Clusters, FleetTables.Clusters, cluster.ClusterId, cluster, cancellationToken);

    /// <summary>Forgets a cluster that has no instance left.</summary>
    public async Task RemoveClusterAsync(string clusterId, CancellationToken cancellationToken)
    {
        await RemoveAsync(FleetTables.Clusters, FleetTables.Clusters, clusterId, cancellationToken);
        await RemoveAsync(FleetTables.Heartbeats, FleetTables.Heartbeats, clusterId, cancellationToken);
        await RemoveAsync(FleetTables.PseudoGtids, FleetTables.PseudoGtids, clusterId, cancellationToken);
    }

    /// <summary>The latest heartbeat of a cluster; null before the first.</summary>
    public Task<Heartbeat?> GetHeartbeatAsync(string clusterId, CancellationToken cancellationToken) =>
        FindAsync<Heartbeat>(FleetTables.Heartbeats, FleetTables.Heartbeats, clusterId, cancellationToken);

    /// <summary>The latest heartbeats of all clusters, by id.</summary>
    public async Task<Dictionary<string, Heartbeat>> GetHeartbeatsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Heartbeat>(StringComparer.Ordinal);
        await foreach (var row in store.QueryAsync(FleetTables.Heartbeats, new RowRange(FleetTables.Heartbeats), cancellationToken)) found[row.RowKey] = FleetJson.Read<Heartbeat>(row.Json);
        return found;
    }

    /// <summary>How long the heartbeat of a cluster in which nothing changes may be away: where the store tells changes at once a write costs next to nothing, elsewhere it is paid for.</summary>
    public TimeSpan HeartbeatInterval => _followed is null ? PaidHeartbeats : TimeSpan.Zero;

    /// <summary>Writes a heartbeat.</summary>
    public Task SaveHeartbeatAsync(string clusterId, Heartbeat heartbeat, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Heartbeats, FleetTables.Heartbeats, clusterId, heartbeat, cancellationToken);

    /// <summary>What is remembered of the Pseudo-GTID entries that were written in a cluster; null when none was.</summary>
    public Task<PseudoGtidMark?> GetPseudoGtidAsync(string clusterId, CancellationToken cancellationToken) =>
        FindAsync<PseudoGtidMark>(FleetTables.PseudoGtids, FleetTables.PseudoGtids, clusterId, cancellationToken);

    /// <summary>Remembers that Pseudo-GTID entries are written in a cluster.</summary>
    public Task SavePseudoGtidAsync(string clusterId, PseudoGtidMark mark, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.PseudoGtids, FleetTables.PseudoGtids, clusterId, mark, cancellationToken);

    /// <summary>Decisions about every cluster, with its id.</summary>
    public async IAsyncEnumerable<(string ClusterId, ClusterState State)> GetStatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.QueryAsync(FleetTables.Decisions, new RowRange(FleetTables.Decisions), cancellationToken))
            yield return (row.RowKey, FleetJson.Read<ClusterState>(row.Json));
    }

    /// <summary>Decisions about a cluster, with the version that <see cref="TrySaveStateAsync"/> asks for; null before the first decision.</summary>
    public async Task<(ClusterState State, string? Version)> GetVersionedStateAsync(string clusterId, CancellationToken cancellationToken) =>
        await store.GetAsync(FleetTables.Decisions, FleetTables.Decisions, clusterId, cancellationToken) is { } row
            ? (FleetJson.Read<ClusterState>(row.Json), row.ETag)
            : (new ClusterState(), null);

    /// <summary>Writes the decisions unless somebody else did since they were read; for <see cref="ClusterEntity"/> alone.</summary>
    /// <returns>Whether they were written.</returns>
    public async Task<bool> TrySaveStateAsync(string clusterId, ClusterState state, string? version, CancellationToken cancellationToken)
    {
        var kind = version is null ? WriteKind.Insert : WriteKind.Replace;
        try
        {
            await store.WriteAsync(FleetTables.Decisions, new RowWrite(kind, FleetTables.Decisions, clusterId, FleetJson.Write(state), version), cancellationToken);
            return true;
        }
        catch (RowConflictException)
        {
            return false;
        }
    }

    /// <summary>Writes a recovery; for <see cref="ClusterEntity"/> alone.</summary>
    public Task SaveRecoveryAsync(RecoveryRecord recovery, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Recoveries, FleetTables.Recoveries, FleetTables.Falling(recovery.StartedAt, recovery.Uid), recovery, cancellationToken);

    /// <summary>Recoveries, newest first.</summary>
    public IAsyncEnumerable<RecoveryRecord> GetRecoveriesAsync(CancellationToken cancellationToken) =>
        StreamAsync<RecoveryRecord>(FleetTables.Recoveries, new RowRange(FleetTables.Recoveries), cancellationToken);

    /// <summary>A recovery; null when there is none of this id.</summary>
    public async Task<RecoveryRecord?> FindRecoveryAsync(string uid, CancellationToken cancellationToken) =>
        await GetRecoveriesAsync(cancellationToken).FirstOrDefaultAsync(r => r.Uid == uid, cancellationToken);

    /// <summary>Writes a step of a recovery.</summary>
    public Task SaveStepAsync(RecoveryStepRecord step, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.RecoverySteps, step.Uid, FleetTables.Rising(step.StartedAt, $"{step.Step}-{step.Target}"), step, cancellationToken);

    /// <summary>Steps of a recovery, in order.</summary>
    public Task<List<RecoveryStepRecord>> GetStepsAsync(string uid, CancellationToken cancellationToken) =>
        ListAsync<RecoveryStepRecord>(FleetTables.RecoverySteps, new RowRange(uid), cancellationToken);

    /// <summary>Ends the steps of a recovery that nobody ended: the process died in them. What is on its way to webhooks goes on by itself.</summary>
    public async Task EndInterruptedStepsAsync(string uid, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var step in (await GetStepsAsync(uid, cancellationToken)).Where(s => s is { EndedAt: null, IsDelivery: false }))
            await SaveStepAsync(step with { EndedAt = at, Error = RecoveryStepRecord.Interrupted }, cancellationToken);
    }

    /// <summary>Writes an audit record.</summary>
    public Task AuditAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var (row, json) = (FleetTables.Falling(record.At, Guid.NewGuid().ToString("N")[..8]), FleetJson.Write(record));
        string[] partitions = record.Instance is { } key ? [FleetTables.Audit, FleetTables.InstanceAudit(key)] : [FleetTables.Audit];
        return store.WriteBatchAsync(
            FleetTables.Audit, [.. partitions.Select(partition => new RowWrite(WriteKind.Upsert, partition, row, json))], cancellationToken);
    }

    /// <summary>Audit records, newest first.</summary>
    /// <param name="instance">Of this instance; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<AuditRecord> GetAuditAsync(InstanceKey? instance, CancellationToken cancellationToken) => StreamAsync<AuditRecord>(
        FleetTables.Audit, new RowRange(instance is { } key ? FleetTables.InstanceAudit(key) : FleetTables.Audit), cancellationToken);

    /// <summary>The global switch.</summary>
    public async Task<GlobalSwitch> GetGlobalSwitchAsync(CancellationToken cancellationToken) =>
        await FindAsync<GlobalSwitch>(FleetTables.Switches, FleetTables.Switches, GlobalRow, cancellationToken)
        ?? NeverTurned;

    /// <summary>Turns the global switch.</summary>
    public Task SaveGlobalSwitchAsync(GlobalSwitch value, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Switches, FleetTables.Switches, GlobalRow, value, cancellationToken);

    /// <summary>Turns the global switch unless somebody else did.</summary>
    /// <param name="value">Its new state.</param>
    /// <param name="instead">Only in the place of this state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was turned.</returns>
    public async Task<bool> TrySaveGlobalSwitchAsync(GlobalSwitch value, GlobalSwitch instead, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(FleetTables.Switches, FleetTables.Switches, GlobalRow, cancellationToken);
        if ((row is null ? NeverTurned : FleetJson.Read<GlobalSwitch>(row.Json)) != instead) return false;
        try
        {
            var write = new RowWrite(row is null ? WriteKind.Insert : WriteKind.Replace, FleetTables.Switches, GlobalRow, FleetJson.Write(value), row?.ETag);
            await store.WriteAsync(FleetTables.Switches, write, cancellationToken);
            return true;
        }
        catch (RowConflictException)
        {
            return false;
        }
    }

    private async Task<T?> FindAsync<T>(string table, string partition, string row, CancellationToken cancellationToken)
        where T : class =>
        StoreLimits.IsKey(partition) && StoreLimits.IsKey(row) && await store.GetAsync(table, partition, row, cancellationToken) is { } found ? FleetJson.Read<T>(found.Json) : null;

    private Task<string> UpsertAsync<T>(string table, string partition, string row, T value, CancellationToken cancellationToken) =>
        store.WriteAsync(table, new RowWrite(WriteKind.Upsert, partition, row, FleetJson.Write(value)), cancellationToken);

    private async Task RemoveAsync(string table, string partition, string row, CancellationToken cancellationToken)
    {
        if (StoreLimits.IsKey(partition) && StoreLimits.IsKey(row) && await store.GetAsync(table, partition, row, cancellationToken) is not null)
            await store.WriteAsync(table, new RowWrite(WriteKind.Delete, partition, row), cancellationToken);
    }

    private async Task<List<T>> ListAsync<T>(string table, RowRange range, CancellationToken cancellationToken) =>
        await StreamAsync<T>(table, range, cancellationToken).ToListAsync(cancellationToken);

    private async IAsyncEnumerable<T> StreamAsync<T>(string table, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // People ask for whatever they like.
        if (range.PartitionKey is { } partition && !StoreLimits.IsKey(partition)) yield break;
        await foreach (var row in store.QueryAsync(table, range, cancellationToken))
            yield return FleetJson.Read<T>(row.Json);
    }
}
