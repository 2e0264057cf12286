using Ham4Db.Functions.Agents;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>An agent as orchestrator shows its own. Of volumes, snapshots and disks nothing is known, and no token is shown.</summary>
internal sealed record LegacyAgent(string Hostname, int Port, string Token, string LastSubmitted, int MySQLPort)
{
    public IReadOnlyList<string> AvailableLocalSnapshots { get; } = [];

    public IReadOnlyList<string> AvailableSnapshots { get; } = [];

    public IReadOnlyList<string> LogicalVolumes { get; } = [];

    public LegacyMountPoint MountPoint { get; } = new("", "", "", "", IsMounted: false, 0, "", 0);

    public bool MySQLRunning { get; }

    public long MySQLDiskUsage { get; }

    public long MySQLDatadirDiskFree { get; }

    public IReadOnlyList<string> MySQLErrorLogTail { get; } = [];

    public static LegacyAgent Of(AgentRecord agent) => new(agent.Host, agent.Report.AgentPort, "", LegacyTime.Text(agent.SeenAt), agent.Report.Port ?? 0);
}
