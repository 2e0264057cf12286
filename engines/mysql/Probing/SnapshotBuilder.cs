using System.Text.RegularExpressions;
using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Dialects;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Makes a snapshot of the answers of both round trips.</summary>
internal sealed class SnapshotBuilder(MySqlEngineOptions options)
{
    private readonly Func<string, string> _dataCenter = Pattern(options.DataCenterPattern);
    private readonly Func<string, string> _region = Pattern(options.RegionPattern);
    private readonly Func<string, string> _environment = Pattern(options.PhysicalEnvironmentPattern);

    /// <summary>The snapshot of <paramref name="key"/>.</summary>
    public InstanceSnapshot Build(
        InstanceKey key, ServerConnection connection, FirstRound first, IReadOnlyDictionary<Question, ResultTable> answers, InstanceMemory memory, DateTimeOffset now)
    {
        var values = first.Values;
        var facts = connection.Facts!;
        var isMariaDb = connection.Dialect.IsMariaDb;
        var channels = ChannelReader.Read(first.Channels);
        var replication = channels.Find(channel => channel.Channel.Length == 0);
        var logBin = values.Flag("log_bin");
        var reportedHost = ReportedHost(key, values);
        var gtidMode = values.Text("gtid_mode");
        var semiSyncPriority = ServerValues.ParseNumber(memory.Answer(Question.SemiSyncEnforced)) ?? 0;
        var snapshot = new InstanceSnapshot
        {
            Key = key,
            SeenAt = now,
            ServerId = isMariaDb ? MariaDbServerId(values) : values.Text("server_uuid"),
            ServerNumber = values.Number(0, "server_id"),
            ReportedHost = reportedHost,
            Flavor = ServerVersion.Parse(values.Text("version"), values.Text("version_comment")).Flavor,
            Version = values.Text("version"),
            VersionComment = values.Text("version_comment"),
            UptimeSeconds = facts.UptimeSeconds + (long)(now - facts.LearnedAt).TotalSeconds,
            IsReadOnly = values.Flag("read_only"),
            IsSuperReadOnly = values.Flag("super_read_only") || values.Text("read_only") == "NO_LOCK_NO_ADMIN",
            LogBin = logBin,
            LogReplicaUpdates = values.Flag(connection.Dialect.LogReplicaUpdates),
            BinlogFormat = logBin ? values.Text("binlog_format") : "",
            BinlogRowImage = values.Text("binlog_row_image"),
            BinlogPosition = Position(first.Binlog, memory),
            GtidKind = isMariaDb ? GtidKind.MariaDb : gtidMode is "" or "OFF" ? GtidKind.None : GtidKind.Oracle,
            GtidMode = gtidMode,
            ExecutedGtidSet = isMariaDb ? MariaDbGtid.Union(values.Text("gtid_binlog_pos"), values.Text("gtid_slave_pos")) : ChannelReader.OneLine(values.Text("gtid_executed")),
            PurgedGtidSet = isMariaDb ? facts.PurgedGtidSet : ChannelReader.OneLine(values.Text("gtid_purged")),
            UsesPseudoGtid = memory.Answer(Question.PseudoGtid) == "1",
            Replication = isMariaDb && replication is not null ? replication with { AppliedGtidSet = MariaDbGtid.Union(values.Text("gtid_slave_pos")) } : replication,
            OtherChannels = [.. channels.Where(channel => channel != replication)],
            Replicas = Replicas(key, first, answers),
            SemiSync = SemiSyncReader.Read(values, (int)Math.Clamp(semiSyncPriority, 0, int.MaxValue)),
            LagSeconds = Lag(answers) ?? replication?.LagSeconds,
            DataCenter = First(memory.Answer(Question.DataCenter), _dataCenter(reportedHost)),
            Region = First(memory.Answer(Question.Region), _region(reportedHost)),
            Environment = First(memory.Answer(Question.PhysicalEnvironment), _environment(reportedHost)),
            InstanceAlias = memory.Answer(Question.InstanceAlias),
            ClusterAlias = memory.Answer(Question.ClusterAlias),
            ClusterDomain = memory.Answer(Question.ClusterDomain),
            DetectedPromotionRule = Rule(memory.Answer(Question.PromotionRule)),
            ReplicationCredentialsAvailable = options.ReplicationCredentialsQuery.Length > 0 || facts.CanReadCredentials,
        };
        return facts.HasGalera ? GroupReader.WithGalera(snapshot, values)
            : answers.TryGetValue(Question.GroupMembers, out var members) ? GroupReader.WithGroup(snapshot, values, members)
            : snapshot;
    }

    private static BinlogCoordinates Position(ResultTable? status, InstanceMemory memory)
    {
        if (status is null) return memory.BinlogPosition;
        return memory.BinlogPosition = status.Count > 0 ? new(status.Find(0, "File") ?? "", ServerValues.ParseNumber(status.Find(0, "Position")) ?? 0) : BinlogCoordinates.None;
    }

    /// <summary>What the list of earlier transactions at the start of MariaDB's oldest binary log says.</summary>
    public static string PurgedBefore(ResultTable events)
    {
        for (var row = 0; row < events.Count; row++)
            if (events.Find(row, "Event_type") == "Gtid_list")
                return MariaDbGtid.Union(events.Find(row, "Info"));
        return "";
    }

    /// <summary>
    /// MariaDB's server_uid is made of the first network card's address and the port, so that containers and instances on other addresses
    /// of one machine may share it; with host name and server_id it is an identity. Older versions have none.
    /// </summary>
    private static string MariaDbServerId(ServerValues values) =>
        values.Text("server_uid") is { Length: > 0 } uid ? $"{uid}/{values.Text("hostname")}/{values.Text("server_id")}" : "";

    private string ReportedHost(InstanceKey key, ServerValues values) => options.HostNameMethod switch
    {
        HostNameMethod.HostName => First(values.Text("hostname"), key.Host),
        HostNameMethod.ReportHost => First(values.Text("report_host"), values.Text("hostname"), key.Host),
        _ => key.Host,
    };

    private static List<InstanceKey> Replicas(InstanceKey key, FirstRound first, IReadOnlyDictionary<Question, ResultTable> answers)
    {
        var replicas = first.Replicas is null ? [] : ReplicaList.FromRegistrations(first.Replicas, out _);
        if (!answers.TryGetValue(Question.DumpConnections, out var dumps)) return replicas;
        return [.. replicas.Concat(ReplicaList.FromDumpConnections(dumps, key.Port)).Distinct().Order()];
    }

    private static long? Lag(IReadOnlyDictionary<Question, ResultTable> answers) =>
        answers.TryGetValue(Question.Lag, out var table) && table.Count > 0 && ServerValues.ParseNumber(table.At(0, 0)) is { } seconds ? Math.Max(0, seconds) : null;

    private static PromotionRule? Rule(string word) => word.Trim().ToLowerInvariant() switch
    {
        "must" => PromotionRule.Must,
        "prefer" => PromotionRule.Prefer,
        "neutral" => PromotionRule.Neutral,
        "prefer_not" => PromotionRule.PreferNot,
        "must_not" => PromotionRule.MustNot,
        _ => null,
    };

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            if (text.Length > 0)
                return text;
        return "";
    }

    private static Func<string, string> Pattern(string pattern)
    {
        if (pattern.Length == 0) return _ => "";
        // Not backtracking, so that no host name can hold up a probe.
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
        return host => regex.Match(host) is { Success: true, Groups.Count: > 1 } match ? match.Groups[1].Value : "";
    }
}
