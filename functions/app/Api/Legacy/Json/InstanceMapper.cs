using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Makes <see cref="LegacyInstance"/>. Pure.</summary>
internal static class InstanceMapper
{
    /// <summary>Name of what is made of all instances of a cluster.</summary>
    public const string Kind = "instances";

    /// <summary>All instances of a cluster.</summary>
    public static IReadOnlyList<LegacyInstance> MapAll(ClusterView view) => [.. view.Instances.Select(Map)];

    /// <summary>The answer with these instances.</summary>
    public static LegacyAnswer List(IEnumerable<KnownInstance> instances) => LegacyAnswer.Raw(instances.Select(Map).ToList());

    /// <summary>An instance.</summary>
    public static LegacyInstance Map(KnownInstance instance)
    {
        var (view, member) = (instance.Cluster, instance.Member);
        var (topology, snapshot) = (view.Topology, member.Snapshot);
        var (replication, semiSync, freshness) = (snapshot.Replication, snapshot.SemiSync, instance.Freshness);
        return new LegacyInstance
        {
            Key = LegacyKey.Of(member.Key),
            InstanceAlias = snapshot.InstanceAlias,
            Uptime = snapshot.UptimeSeconds,
            ServerID = snapshot.ServerNumber,
            ServerUUID = snapshot.ServerId,
            Version = snapshot.Version,
            VersionComment = snapshot.VersionComment,
            FlavorName = FlavorName(snapshot.Flavor),
            ReadOnly = snapshot.IsReadOnly,
            Binlog_format = snapshot.BinlogFormat,
            BinlogRowImage = snapshot.BinlogRowImage,
            LogBinEnabled = snapshot.LogBin,
            LogReplicationUpdatesEnabled = snapshot.LogReplicaUpdates,
            SelfBinlogCoordinates = LegacyCoordinates.Of(snapshot.BinlogPosition),
            MasterKey = replication is null ? LegacyKey.None : LegacyKey.Of(replication.Source),
            MasterUUID = replication is null ? "" : replication.SourceServerId is { Length: > 0 } id ? id : "No",
            AncestryUUID = string.Join(',', topology.AncestorsOf(member.Key).Reverse().Append(member).Select(a => a.Snapshot.ServerId)),
            IsDetachedMaster = replication is { IsDetached: true },
            ReplicationSQLThreadRuning = replication is { Applier: ReplicationThreadState.Running },
            ReplicationIOThreadRuning = replication is { Receiver: ReplicationThreadState.Running },
            ReplicationSQLThreadState = (int)(replication?.Applier ?? ReplicationThreadState.NoThread),
            ReplicationIOThreadState = (int)(replication?.Receiver ?? ReplicationThreadState.NoThread),
            HasReplicationFilters = replication is { HasFilters: true },
            GTIDMode = snapshot.GtidMode,
            SupportsOracleGTID = IsOn(snapshot.GtidMode),
            UsingOracleGTID = replication is { UsesOracleGtid: true },
            UsingMariaDBGTID = replication is { UsesMariaDbGtid: true },
            UsingPseudoGTID = snapshot.UsesPseudoGtid,
            ReadBinlogCoordinates = LegacyCoordinates.Of(replication?.Read),
            ExecBinlogCoordinates = LegacyCoordinates.Of(replication?.Executed),
            IsDetached = replication is { IsDetached: true },
            RelaylogCoordinates = LegacyCoordinates.Of(replication?.RelayLog, isRelayLog: true),
            LastSQLError = GoText.Quote(replication?.ApplierError ?? ""),
            LastIOError = GoText.Quote(replication?.ReceiverError ?? ""),
            SecondsBehindMaster = LegacyNumber.Of(replication?.LagSeconds),
            SQLDelay = replication?.DelaySeconds ?? 0,
            ExecutedGtidSet = snapshot.ExecutedGtidSet,
            GtidPurged = snapshot.PurgedGtidSet,
            GtidErrant = member.ErrantGtidSet ?? "",
            ReplicationLagSeconds = LegacyNumber.Of(snapshot.LagSeconds),
            Replicas = LegacyKey.List(topology.ReplicasOf(member.Key).Select(r => r.Key)),
            ClusterName = view.Record.Name,
            SuggestedClusterAlias = snapshot.ClusterAlias,
            DataCenter = snapshot.DataCenter,
            Region = snapshot.Region,
            PhysicalEnvironment = snapshot.Environment,
            ReplicationDepth = topology.DepthOf(member.Key),
            IsCoMaster = topology.IsCoPrimary(member.Key),
            HasReplicationCredentials = replication is { User.Length: > 0 },
            ReplicationCredentialsAvailable = snapshot.ReplicationCredentialsAvailable,
            SemiSyncAvailable = semiSync.IsAvailable,
            SemiSyncPriority = semiSync.Priority,
            SemiSyncMasterEnabled = semiSync.SourceEnabled,
            SemiSyncReplicaEnabled = semiSync.ReplicaEnabled,
            SemiSyncMasterTimeout = semiSync.TimeoutMilliseconds,
            SemiSyncMasterWaitForReplicaCount = semiSync.WaitForReplicaCount,
            SemiSyncMasterStatus = semiSync.SourceActive,
            SemiSyncMasterClients = semiSync.ConnectedReplicas,
            SemiSyncReplicaStatus = semiSync.ReplicaActive,
            LastSeenTimestamp = LegacyTime.Text(freshness.SeenAt),
            IsLastCheckValid = freshness.IsLastCheckValid,
            IsUpToDate = freshness.IsUpToDate,
            IsRecentlyChecked = freshness.IsRecentlyChecked,
            SecondsSinceLastSeen = LegacyNumber.Of(freshness.SecondsSinceLastSeen),
            IsCandidate = member.PromotionRule is PromotionRule.Must or PromotionRule.Prefer,
            PromotionRule = PromotionRules.Word(member.PromotionRule),
            IsDowntimed = member.Downtime is not null,
            DowntimeReason = member.Downtime?.Reason ?? "",
            DowntimeOwner = member.Downtime?.Owner ?? "",
            DowntimeEndTimestamp = member.Downtime is { } ends ? LegacyTime.Text(ends.EndsAt) : "",
            ElapsedDowntime = member.Downtime is { } begun ? LegacyTime.Nanoseconds(view.Now - begun.BeginsAt) : 0,
            UnresolvedHostname = member.VirtualHost,
            AllowTLS = replication is { UsesTls: true },
            Problems = instance.Problems,
            LastDiscoveryLatency = LegacyTime.Nanoseconds(snapshot.ProbeDuration),
            ReplicationGroupName = snapshot.GroupName,
            ReplicationGroupIsSinglePrimary = snapshot.GroupMemberRole.Length > 0,
            ReplicationGroupMemberState = snapshot.GroupMemberState,
            ReplicationGroupMemberRole = snapshot.GroupMemberRole,
            ReplicationGroupMembers = LegacyKey.List(snapshot.GroupMembers),
            ReplicationGroupPrimaryInstanceKey = GroupPrimary(topology, snapshot),
        };
    }

    private static bool IsOn(string gtidMode) => string.Equals(gtidMode, "ON", StringComparison.OrdinalIgnoreCase);

    private static LegacyKey GroupPrimary(ClusterTopology topology, InstanceSnapshot snapshot) =>
        topology.Members.Values.FirstOrDefault(m =>
            snapshot.GroupName.Length > 0 && m.Snapshot.GroupName == snapshot.GroupName && m.Snapshot.GroupMemberRole == "PRIMARY") is { } primary
            ? LegacyKey.Of(primary.Key)
            : LegacyKey.None;

    private static string FlavorName(ServerFlavor flavor) => flavor switch
    {
        ServerFlavor.MySql => "MySQL",
        ServerFlavor.MariaDb => "MariaDB",
        ServerFlavor.Percona => "Percona",
        ServerFlavor.MaxScale => "MaxScale",
        ServerFlavor.PostgreSql => "PostgreSQL",
        ServerFlavor.OpenGauss => "openGauss",
        _ => "unknown",
    };
}
