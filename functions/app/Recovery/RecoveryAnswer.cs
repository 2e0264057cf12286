using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Which recovery answers a finding, and whether it may begin by itself. Pure.</summary>
public static class RecoveryAnswer
{
    /// <summary>The kind of recovery for what is to be done; null where nothing is.</summary>
    public static RecoveryKind? KindFor(FindingAction action) => action switch
    {
        FindingAction.RecoverPrimary or FindingAction.RecoverCoPrimary => RecoveryKind.DeadPrimary,
        FindingAction.RecoverIntermediatePrimary => RecoveryKind.DeadIntermediate,
        FindingAction.RecoverGroupMember => RecoveryKind.DeadGroupMember,
        FindingAction.RecoverSemiSync => RecoveryKind.SemiSyncReplicas,
        FindingAction.MakeWritable => RecoveryKind.ReadOnlyPrimary,
        FindingAction.RecoverDuplicatePrimary => RecoveryKind.DuplicatePrimary,
        FindingAction.RecoverStandby => RecoveryKind.DeadStandby,
        _ => null,
    };

    /// <summary>The findings that the configuration lets recoveries answer by themselves, the most urgent first: a primary, then its writes, then the replicas of others.</summary>
    public static IReadOnlyList<(Finding Finding, RecoveryKind Kind)> Automatic(
        IReadOnlyList<Finding> findings, Ham4DbOptions options, string clusterName, string clusterAlias) =>
    [
        .. findings.Select(f => (Finding: f, Kind: KindFor(f.Action)))
            .Where(c => c.Kind is not null)
            .Select(c => (c.Finding, Kind: c.Kind!.Value))
            .Where(c => WhyNot(c.Finding, c.Kind, options, clusterName, clusterAlias) is null)
            .OrderBy(c => c.Kind switch { RecoveryKind.DeadPrimary => 0, RecoveryKind.DuplicatePrimary or RecoveryKind.ReadOnlyPrimary or RecoveryKind.SemiSyncReplicas => 1, _ => 2 }),
    ];

    /// <summary>Why the configuration, or a downtime, lets no recovery answer a finding by itself, as a sentence; null where one may.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="kind">The recovery that would answer it.</param>
    /// <param name="options">Configuration.</param>
    /// <param name="clusterName">Name of the cluster.</param>
    /// <param name="clusterAlias">Its alias.</param>
    public static string? WhyNot(Finding finding, RecoveryKind kind, Ham4DbOptions options, string clusterName, string clusterAlias)
    {
        if (finding.IsSkippable) return "It is downtimed.";
        if (HostFilters.Matches(options.RecoveryIgnoreHostnameFilters, finding.Instance.Host, finding.Instance.Port))
            return $"{nameof(options.RecoveryIgnoreHostnameFilters)} leaves {finding.Instance} out.";
        return FiltersOf(kind, options) is var (key, filters) && !ClusterFilters.Matches(filters, clusterName, clusterAlias)
            ? $"No filter in {key} fits this cluster."
            : null;
    }

    // Settings of a primary that lives are switched by keys of their own.
    private static (string Key, IReadOnlyList<string> Filters)? FiltersOf(RecoveryKind kind, Ham4DbOptions options) => kind switch
    {
        RecoveryKind.DeadPrimary or RecoveryKind.DuplicatePrimary => (nameof(options.RecoverMasterClusterFilters), options.RecoverMasterClusterFilters),
        _ when kind.ReplacesSource() || kind == RecoveryKind.DeadStandby => (nameof(options.RecoverIntermediateMasterClusterFilters), options.RecoverIntermediateMasterClusterFilters),
        _ => null,
    };
}
