namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Serve over TLS. On Azure the platform does. Default false.</summary>
    public bool UseSSL { get; init; }

    /// <summary>PEM file of the service's certificate, intermediate ones behind it. Default none.</summary>
    [OptionRule(File = true)]
    public string SSLCertFile { get; init; } = "";

    /// <summary>PEM file of its private key, not encrypted. Default none.</summary>
    [OptionRule(File = true)]
    public string SSLPrivateKeyFile { get; init; } = "";

    /// <summary>Callers must show a certificate; only what needs no role (health, lb-check) is answered without. Default false.</summary>
    public bool UseMutualTLS { get; init; }

    /// <summary>PEM file of the authorities that callers' certificates must come from. Default none: those of the system.</summary>
    [OptionRule(File = true)]
    public string SSLCAFile { get; init; } = "";

    /// <summary>Organizational units (OU) of which a caller's certificate must have one. Default empty: any.</summary>
    public IReadOnlyList<string> SSLValidOUs { get; init; } = [];
}
