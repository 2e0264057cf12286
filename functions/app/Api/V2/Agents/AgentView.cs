using Ham4Db.Functions.Agents;

namespace Ham4Db.Functions.Api.V2.Agents;

/// <summary>An agent beside an instance.</summary>
/// <param name="Id">Where it listens: address:port.</param>
/// <param name="State">Whether it makes itself heard.</param>
/// <param name="FirstSeenAt">When it was first heard (UTC).</param>
/// <param name="SeenAt">When it was last heard (UTC); by this process, or as another wrote it down, which is done every half minute.</param>
/// <param name="LostAfterSeconds">The silence after which it is lost.</param>
/// <param name="Engine">Engine of its instance.</param>
/// <param name="Instance">Its instance; null where it does not say which.</param>
/// <param name="ClusterId">Cluster of its instance; null while that is not known.</param>
/// <param name="Address">Host name or address that it gave.</param>
/// <param name="AgentPort">Port of the agent.</param>
/// <param name="UsesTls">Whether it is spoken to over TLS.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="NodeName">What it calls its node.</param>
/// <param name="ClusterName">What it calls its cluster.</param>
/// <param name="Version">Its version.</param>
/// <param name="IntervalSeconds">Seconds between two heartbeats.</param>
/// <param name="SelfFencingSeconds">The longest time until a primary that was cut off accepts no write; 0 where it does not fence itself.</param>
/// <param name="Warnings">What is not as it should be, in words.</param>
internal sealed record AgentView(
    string Id,
    AgentState State,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset SeenAt,
    double LostAfterSeconds,
    string Engine,
    InstanceKey? Instance,
    string? ClusterId,
    string Address,
    int AgentPort,
    bool UsesTls,
    AgentProtocol Protocol,
    string NodeName,
    string ClusterName,
    string Version,
    double IntervalSeconds,
    double SelfFencingSeconds,
    IReadOnlyList<string> Warnings)
{
    public static AgentView Of(AgentRecord agent, string? clusterId, IReadOnlyList<string> warnings, DateTimeOffset now) => new(
        agent.Report.Id,
        AgentFreshness.StateOf(agent, now),
        agent.FirstSeenAt,
        agent.SeenAt,
        AgentFreshness.LostAfter(agent.Report).TotalSeconds,
        EngineSegment.Word(agent.Report.Engine),
        agent.Instance,
        clusterId,
        agent.Report.Address,
        agent.Report.AgentPort,
        agent.Report.UsesTls,
        agent.Report.Protocol,
        agent.Report.NodeName,
        agent.Report.ClusterName,
        agent.Report.Version,
        agent.Report.IntervalSeconds,
        agent.Report.SelfFencingSeconds,
        warnings);
}
