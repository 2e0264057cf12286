namespace Ham4Db.Core.Planning;

/// <summary>The stable words of <see cref="PlanBlocker.Code"/>.</summary>
public static class BlockerCode
{
    /// <summary>The instance is not known in the cluster.</summary>
    public const string UnknownInstance = "unknown-instance";

    /// <summary>The cluster has no known primary.</summary>
    public const string NoPrimary = "no-primary";

    /// <summary>The instance is a replica, or lost its role before.</summary>
    public const string NotThePrimary = "not-the-primary";

    /// <summary>More than one primary would be writable.</summary>
    public const string SeveralPrimaries = "several-primaries";

    /// <summary>The primary cannot be reached, so that it cannot hand its role over.</summary>
    public const string PrimaryUnreachable = "primary-unreachable";

    /// <summary>A group elects its primary itself.</summary>
    public const string GroupReplicationManaged = "group-replication-managed";

    /// <summary>Somebody else decides over the cluster's roles: it is observed only.</summary>
    public const string ManagedElsewhere = "managed-elsewhere";

    /// <summary>No instance can be promoted.</summary>
    public const string NoCandidate = "no-candidate";

    /// <summary>The instance that was asked for cannot be promoted.</summary>
    public const string RequestedNotEligible = "requested-not-eligible";

    /// <summary>The instance that was asked for does not replicate directly from the primary.</summary>
    public const string NotADirectReplica = "not-a-direct-replica";

    /// <summary>No target was named, there are several, and the planner may not choose.</summary>
    public const string TargetNotIndicated = "target-not-indicated";

    /// <summary>The candidate is in another data centre.</summary>
    public const string CrossDataCenter = "cross-data-center";

    /// <summary>The candidate is in another region.</summary>
    public const string CrossRegion = "cross-region";

    /// <summary>The candidate lags more than a failover allows.</summary>
    public const string Lag = "lag";

    /// <summary>The candidate has not applied everything that it received.</summary>
    public const string ApplierBehind = "applier-behind";

    /// <summary>Known transactions would be lost.</summary>
    public const string DataLoss = "data-loss";

    /// <summary>An instance that matters cannot be reached: it has transactions that nobody else has, or could not follow the new primary.</summary>
    public const string UnreachableSibling = "unreachable-sibling";

    /// <summary>A replica cannot follow the candidate.</summary>
    public const string SiblingCannotFollow = "sibling-cannot-follow";

    /// <summary>The candidate does not position itself by GTID.</summary>
    public const string NoGtid = "no-gtid";

    /// <summary>The candidate lags, or does not replicate, so that writes would be stopped for long.</summary>
    public const string LaggingCandidate = "lagging-candidate";

    /// <summary>Nobody can give the old primary an account to replicate with.</summary>
    public const string ReplicationCredentials = "replication-credentials";

    /// <summary>The new primary's commits would wait for more semi-synchronous replicas than it would have.</summary>
    public const string SemiSyncReplicas = "semi-sync-replicas";

    /// <summary>Only the other co-primary may take over, and another was chosen.</summary>
    public const string OtherCoPrimary = "other-co-primary";

    /// <summary>The instance is no source of replicas that could get another one.</summary>
    public const string NoReplicas = "no-replicas";

    /// <summary>A primary cannot be replaced as the source of its replicas alone.</summary>
    public const string NotAnIntermediate = "not-an-intermediate";

    /// <summary>The instance is no member of a group that looks after its primary itself.</summary>
    public const string NotAGroupMember = "not-a-group-member";

    /// <summary>No replica's semi-synchronous replication can be switched so that it helps.</summary>
    public const string NoSemiSyncChange = "no-semi-sync-change";

    /// <summary>The primary accepts writes already.</summary>
    public const string AlreadyWritable = "already-writable";

    /// <summary>There are no two primaries of which it is known that this one is to be stopped.</summary>
    public const string NoSurplusPrimary = "no-surplus-primary";

    /// <summary>The instance is no standby of which an agent says that it is down.</summary>
    public const string NotADeadStandby = "not-a-dead-standby";

    /// <summary>An instance that cannot be reached may accept writes.</summary>
    public const string MayBeWritable = "may-be-writable";
}
