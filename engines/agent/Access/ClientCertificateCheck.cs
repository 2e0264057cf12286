using System.Security.Cryptography.X509Certificates;
using Ham4Db.OpenGaussAgent.Configuration;

namespace Ham4Db.OpenGaussAgent.Access;

/// <summary>Whether a caller's certificate is from the authority that is trusted here, and no other.</summary>
internal sealed class ClientCertificateCheck
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly AccessOptions _options;

    public ClientCertificateCheck(AccessOptions options)
    {
        _options = options;
        if (options.ClientAuthorityFile.Length > 0)
            _authorities.ImportFromPemFile(options.ClientAuthorityFile);
    }

    /// <returns>Null when it is; else why not.</returns>
    public string? Refuse(X509Certificate2? certificate)
    {
        if (certificate is null)
            return "A client certificate is needed.";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // For clients: a server's own certificate is no pass.
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        if (!chain.Build(certificate))
            return $"The client certificate is refused: {string.Join(", ", chain.ChainStatus.Select(status => status.Status))}.";
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return _options.ClientNames.Count == 0 || _options.ClientNames.Contains(name, StringComparer.Ordinal)
            ? null
            : $"The client certificate's name '{name}' is not among those allowed.";
    }
}
