namespace Ham4Db.Cli.Client;

/// <summary>An instance of a list, as the older interface tells it; only what is shown.</summary>
internal sealed record ListedInstanceModel(
    InstanceAddress Key, string ClusterName, bool IsDowntimed, string DowntimeOwner, string DowntimeReason, string DowntimeEndTimestamp, IReadOnlyList<string> Problems);
