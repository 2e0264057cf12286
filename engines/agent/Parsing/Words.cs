using System.Collections.Frozen;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>
/// Every word that openGauss and its tools use for a role, a state or a reason (versions 1.1 to 7.0, with and without CM).
/// A word that is not here is none of them: it stays as it is and stands for "unknown".
/// </summary>
internal static class Words
{
    private static readonly FrozenDictionary<string, Role> Roles = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["Normal"] = Role.Normal,
        ["Primary"] = Role.Primary,
        ["Standby"] = Role.Standby,
        ["Cascade Standby"] = Role.CascadeStandby,
        ["Cascade"] = Role.CascadeStandby,
        ["Main Standby"] = Role.MainStandby,
        ["Main"] = Role.MainStandby,
        ["Pending"] = Role.Pending,
        ["Down"] = Role.Down,
        ["Offline"] = Role.Offline,
        ["Deleted"] = Role.Deleted,
        ["ReadOnly"] = Role.ReadOnly,
        ["StandbyCluster_Standby"] = Role.StandbyClusterStandby,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // gs_om keeps the first word alone.
    private static readonly FrozenDictionary<string, State> States = new Dictionary<string, State>(StringComparer.Ordinal)
    {
        ["Normal"] = State.Normal,
        ["Need repair"] = State.NeedRepair,
        ["Starting"] = State.Starting,
        ["Wait promoting"] = State.WaitPromoting,
        ["Wait"] = State.WaitPromoting,
        ["Promoting"] = State.Promoting,
        ["Demoting"] = State.Demoting,
        ["Building"] = State.Building,
        ["Catchup"] = State.Catchup,
        ["Coredump"] = State.Coredump,
        ["CoreDump"] = State.Coredump,
        ["Manually stopped"] = State.ManuallyStopped,
        ["Disk damaged"] = State.DiskDamaged,
        ["Port conflicting"] = State.PortConflicting,
        ["Build failed"] = State.BuildFailed,
        ["ReadOnly"] = State.ReadOnly,
        ["Down"] = State.Down,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Detail> Details = new Dictionary<string, Detail>(StringComparer.Ordinal)
    {
        ["Normal"] = Detail.Normal,
        ["WAL segment removed"] = Detail.WalSegmentRemoved,
        ["WAL"] = Detail.WalSegmentRemoved,
        ["Disconnected"] = Detail.Disconnected,
        ["Version not matched"] = Detail.VersionNotMatched,
        ["Version"] = Detail.VersionNotMatched,
        ["Mode not matched"] = Detail.ModeNotMatched,
        ["Mode"] = Detail.ModeNotMatched,
        ["System id not matched"] = Detail.SystemIdNotMatched,
        ["System"] = Detail.SystemIdNotMatched,
        ["Timeline not matched"] = Detail.TimelineNotMatched,
        ["Timeline"] = Detail.TimelineNotMatched,
        ["DCF log loss"] = Detail.DcfLogLoss,
        ["DCF"] = Detail.DcfLogLoss,
        ["Connecting..."] = Detail.Connecting,
        ["Connecting"] = Detail.Connecting,
        ["User/Password invalid"] = Detail.CredentialsInvalid,
        ["User/Password"] = Detail.CredentialsInvalid,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, StreamState> Streams = new Dictionary<string, StreamState>(StringComparer.OrdinalIgnoreCase)
    {
        ["Normal"] = StreamState.StreamNormal,
        ["Startup"] = StreamState.StreamStartup,
        ["Backup"] = StreamState.StreamBackup,
        ["Catchup"] = StreamState.StreamCatchup,
        ["Streaming"] = StreamState.StreamStreaming,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SyncState> Syncs = new Dictionary<string, SyncState>(StringComparer.OrdinalIgnoreCase)
    {
        ["Async"] = SyncState.SyncAsync,
        ["Sync"] = SyncState.SyncSync,
        ["Quorum"] = SyncState.SyncQuorum,
        ["Potential"] = SyncState.SyncPotential,
        ["Most available"] = SyncState.SyncMostAvailable,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The words that mean a role, longest first, for a line in which other words follow.</summary>
    public static IReadOnlyList<string> RoleWords { get; } = [.. Roles.Keys.OrderByDescending(word => word.Length)];

    public static Role RoleOf(string word) => Roles.GetValueOrDefault(word);

    /// <summary>What stands in brackets (a reason, a percentage) is no part of the word.</summary>
    public static State StateOf(string word)
    {
        var bracket = word.IndexOf('(', StringComparison.Ordinal);
        return States.GetValueOrDefault(bracket < 0 ? word : word[..bracket].TrimEnd());
    }

    public static Detail DetailOf(string word) => Details.GetValueOrDefault(word);

    public static StreamState StreamOf(string word) => Streams.GetValueOrDefault(word);

    public static SyncState SyncOf(string word) => Syncs.GetValueOrDefault(word);

    /// <summary>"Unknown" is a word of openGauss's own, and no surprise.</summary>
    public static bool IsSurprise(string word, bool known) => !known && word.Length > 0 && word != "Unknown";
}
