using System.Globalization;
using Ham4Db.Core.Gtid;
using Ham4Db.Engines.PostgreSql.Connections;

namespace Ham4Db.Engines.PostgreSql.Probing;

/// <summary>The answer to <see cref="ProbeStatements.Server"/>, by name.</summary>
internal sealed class ServerFacts(string?[] row)
{
    public string Version => Text(0);
    public string VersionComment => Text(1);
    public string SystemIdentifier => Text(2);
    public bool IsInRecovery => Text(3) is "true" or "t";
    public bool IsDefaultReadOnly => Text(4) == "on";
    public DateTimeOffset? StartedAt => DateTimeOffset.TryParse(Text(5), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    public long UptimeSeconds => Number(6) ?? 0;

    /// <summary>Up to where a primary's log is on disk.</summary>
    public ulong Flushed => Position(7);

    /// <summary>The timeline that a primary writes; 0 on a standby.</summary>
    public uint WrittenTimeline => uint.TryParse(Text(8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var timeline) ? timeline : 0;

    /// <summary>Up to where a standby has received since it last began to; may be before <see cref="Replayed"/>.</summary>
    public ulong Received => Position(9);

    /// <summary>Up to where a standby has replayed.</summary>
    public ulong Replayed => Position(10);

    public long? SecondsSinceReplayedCommit => Number(11);
    public bool IsReplayPaused => Text(12) is "true" or "t";
    public ConnInfo PrimaryConnInfo => ConnInfo.Parse(Text(13));
    public string PrimarySlotName => Text(14);
    public long ApplyDelaySeconds => (Number(15) ?? 0) / 1000;
    public string SynchronousStandbyNames => Text(16);
    public string SynchronousCommit => Text(17);
    public string ClusterName => Text(18);
    public long SegmentSize => Number(19) ?? (16 << 20);

    private string Text(int column) => row[column] ?? "";

    private long? Number(int column) => long.TryParse(row[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private ulong Position(int column) => WalSet.PositionOf(row[column]);
}
