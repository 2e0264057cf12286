namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>Who may call. What is not allowed here is refused.</summary>
internal sealed record AccessOptions
{
    /// <summary>The agent's certificate and key, as PEM files; both or neither.</summary>
    public string CertificateFile { get; init; } = "";

    public string KeyFile { get; init; } = "";

    /// <summary>Authority that callers' certificates must be from: mutual TLS. Empty: none is asked for.</summary>
    public string ClientAuthorityFile { get; init; } = "";

    /// <summary>Common names that callers' certificates may have; empty: any of that authority.</summary>
    public IReadOnlyList<string> ClientNames { get; init; } = [];

    /// <summary>That callers must bring, as <c>authorization: Bearer</c>; empty: none.</summary>
    public string Token { get; init; } = "";

    /// <summary>A token may travel without TLS on an address other than loopback.</summary>
    public bool AllowPlaintext { get; init; }

    public bool UsesTls => CertificateFile.Length > 0;
}
