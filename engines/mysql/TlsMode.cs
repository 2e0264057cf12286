namespace Ham4Db.Engines.MySql;

/// <summary>How connections to managed servers are encrypted.</summary>
public enum TlsMode
{
    /// <summary>Encrypted when the server can, plain otherwise; the certificate is not checked, so that this guards against listening but not against a false server.</summary>
    Preferred,

    /// <summary>Never encrypted.</summary>
    Disabled,

    /// <summary>Always encrypted; the certificate is not checked.</summary>
    Required,

    /// <summary>Always encrypted; the certificate must come from a trusted authority.</summary>
    VerifyCertificate,

    /// <summary>Always encrypted; the certificate must come from a trusted authority and name the host.</summary>
    VerifyHost,
}
