using System.Net;

namespace Ham4Db.Agents;

/// <summary>How agents are spoken to. Files are read when the client is made.</summary>
public sealed record AgentClientOptions
{
    /// <summary>Sent to agents as <c>authorization: Bearer</c>; empty for none.</summary>
    public string Token { get; init; } = "";

    /// <summary>The token may travel without TLS to an address other than loopback.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>Our certificate, which agents with mutual TLS ask for; a PEM file, empty for none.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>Key of <see cref="CertificateFile"/>; a PEM file.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Authorities that agents' certificates must come from; a PEM file, empty for the machine's own.</summary>
    public string AuthorityFile { get; init; } = "";

    /// <summary>Says why an agent may not be contacted, or null when it may. Asked before every call, so that a token never leaves the allow-list.</summary>
    public Func<AgentAddress, string?>? RefusalFor { get; init; }

    /// <summary>The addresses of a host that may be connected to; throws where there is none. Null asks the system. What is checked is what is connected to: a name server cannot answer differently in between.</summary>
    public Func<string, int, CancellationToken, Task<IPAddress[]>>? Resolve { get; init; }

    /// <summary>Bound for connecting.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bound for one question about an operation that is under way.</summary>
    public TimeSpan QuestionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before an agent that went away in the middle of an operation is asked again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bound for an agent's answer, in bytes.</summary>
    public int LongestAnswer { get; init; } = 1 << 20;
}
