namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>HealthStatus.</summary>
internal sealed record LegacyHealth(
    bool Healthy,
    string Hostname,
    string Token,
    bool IsActiveNode,
    LegacyNodeHealth ActiveNode,
    string? Error,
    IReadOnlyList<LegacyNodeHealth> AvailableNodes,
    string RaftLeader,
    bool IsRaftLeader,
    string RaftLeaderURI,
    string RaftAdvertise,
    IReadOnlyList<string>? RaftHealthyMembers)
{
    public static LegacyHealth Of(LegacyNodeHealth node, string? error) => new(
        error is null, node.Hostname, node.Token, IsActiveNode: true, node, error, [node], "", IsRaftLeader: false, "", "", RaftHealthyMembers: null);
}
