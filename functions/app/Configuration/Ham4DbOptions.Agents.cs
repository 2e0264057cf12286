namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Token that is sent to agents; it must be each agent's <c>Access:Token</c>. Default none.</summary>
    [OptionRule(Secret = true)]
    public string AgentToken { get; init; } = "";

    /// <summary>The token may travel without TLS to an address other than loopback. Default false.</summary>
    public bool AgentAllowPlaintext { get; init; }

    /// <summary>Our certificate for agents that ask for one (mutual TLS), a PEM file. Default none.</summary>
    public string AgentCertFile { get; init; } = "";

    /// <summary>Key of <see cref="AgentCertFile"/>, a PEM file. Default none.</summary>
    public string AgentKeyFile { get; init; } = "";

    /// <summary>Authorities that agents' certificates must come from, a PEM file. Default the machine's own.</summary>
    public string AgentCAFile { get; init; } = "";

    /// <summary>Port at which the agent of an openGauss instance is expected on its host where none has registered. Default 0: nowhere.</summary>
    [OptionRule(Min = 0, Max = 65534)]
    public int AgentPort { get; init; }

    /// <summary>Seconds that the answer of an openGauss instance's agent is waited for; one that may not connect to its database runs several programs for it. Default 2.</summary>
    [OptionRule(Min = 1, Max = 60)]
    public int AgentAnswerSeconds { get; init; } = 2;

    /// <summary>
    /// A former primary of openGauss that cannot follow the new one with the data that it has is built anew (<c>gs_ctl build</c>), which discards what it alone has.
    /// Default false: it stays down until somebody has decided.
    /// </summary>
    public bool OpenGaussRebuildOldPrimary { get; init; }
}
