namespace Ham4Db.Functions.Api.V2.Agents;

/// <summary>What an agent reports with each heartbeat. Members that are not known here are left alone: agents may be newer than the service.</summary>
/// <param name="Engine">Engine of its instance: <c>opengauss</c> or <c>postgresql</c>.</param>
/// <param name="Address">Host name or address under which the service reaches it and its instance.</param>
/// <param name="Port">Port of the instance.</param>
/// <param name="AgentPort">Port of the agent.</param>
/// <param name="Tls">Whether the agent is spoken to over TLS.</param>
/// <param name="NodeName">What its node is called.</param>
/// <param name="ClusterName">What its cluster is called.</param>
/// <param name="AgentVersion">Its version.</param>
/// <param name="IntervalSeconds">Seconds between two heartbeats.</param>
/// <param name="SelfFencingSeconds">The longest time until a primary that was cut off accepts no write; 0 where it does not fence itself.</param>
internal sealed record AgentBody(
    string? Engine,
    string? Address,
    int? Port,
    int? AgentPort,
    bool? Tls,
    string? NodeName,
    string? ClusterName,
    string? AgentVersion,
    double? IntervalSeconds,
    double? SelfFencingSeconds);
