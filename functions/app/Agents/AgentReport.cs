namespace Ham4Db.Functions.Agents;

/// <summary>What an agent says of itself with each heartbeat.</summary>
public sealed record AgentReport
{
    /// <summary>Engine of its instance.</summary>
    public required DatabaseEngine Engine { get; init; }

    /// <summary>Host name or address under which it, and its instance, are reached; without brackets.</summary>
    public required string Address { get; init; }

    /// <summary>Port of the agent.</summary>
    public required int AgentPort { get; init; }

    /// <summary>Port of its instance; null where it does not say (<see cref="AgentProtocol.Original"/>).</summary>
    public int? Port { get; init; }

    /// <summary>Whether it is spoken to over TLS.</summary>
    public bool UsesTls { get; init; }

    /// <summary>What its node is called; empty where it does not say.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>What its cluster is called; empty where it does not say.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>Version of the agent; empty where it does not say.</summary>
    public string Version { get; init; } = "";

    /// <summary>Seconds between two heartbeats.</summary>
    public required double IntervalSeconds { get; init; }

    /// <summary>The longest time, in seconds, from the loss of every manager and synchronous standby until its primary accepts no write; 0 where it does not fence itself.</summary>
    public double SelfFencingSeconds { get; init; }

    /// <summary>How it speaks.</summary>
    public AgentProtocol Protocol { get; init; }

    /// <summary>What tells it from all others: where it listens.</summary>
    public string Id => AgentId.Of(Address, AgentPort);
}
