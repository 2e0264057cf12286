using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ham4Db.OpenGaussAgent.Tests.Support;

/// <summary>Two authorities of a test's own, with a certificate for an agent and some for callers, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-tls-").FullName;

    public TestCertificates()
    {
        using var authority = NewAuthority("CN=Ham4Db test authority", Authority);
        using var other = NewAuthority("CN=Somebody else", PathOf("other-ca"));
        Issue(authority, "agent", ForServers);
        Issue(authority, "manager", ForClients);
        Issue(authority, "guest", ForClients);
        Issue(other, "stranger", ForClients);
    }

    public string Authority => PathOf("ca");

    public string PathOf(string name) => Path.Combine(_folder, name + ".pem");

    public string KeyOf(string name) => Path.Combine(_folder, name + ".key");

    public X509Certificate2 Load(string name) => X509Certificate2.CreateFromPemFile(PathOf(name), KeyOf(name));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static X509Certificate2 NewAuthority(string name, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(file, authority.ExportCertificatePem());
        return authority;
    }

    private void Issue(X509Certificate2 authority, string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf(name), certificate.ExportCertificatePem());
        File.WriteAllText(KeyOf(name), key.ExportPkcs8PrivateKeyPem());
    }
}
