namespace Ham4Db.Functions.Agents;

/// <summary>Whether an agent makes itself heard.</summary>
public enum AgentState
{
    /// <summary>It was heard of late.</summary>
    Live,

    /// <summary>It has missed several heartbeats.</summary>
    Lost,
}
