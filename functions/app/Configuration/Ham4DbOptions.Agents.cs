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
}
