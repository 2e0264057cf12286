namespace Ham4Db.Core.Model;

/// <summary>How a replica encrypts its connection to its source. Files are those of the replica's machine; an empty text is not set.</summary>
public sealed record ReplicationTls
{
    /// <summary>File of the authorities that the source's certificate is checked against.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>Folder of such files.</summary>
    public string CaFolder { get; init; } = "";

    /// <summary>File of the certificate that the replica shows.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>File of its private key.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Ciphers that are allowed.</summary>
    public string Cipher { get; init; } = "";

    /// <summary>The source's certificate must name its host.</summary>
    public bool VerifiesHost { get; init; }
}
