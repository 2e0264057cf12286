using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ham4Db.Engines.MySql.Tests.Support;

/// <summary>An authority of a test's own with a certificate for servers on this machine and one for clients, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-tls-").FullName;

    public TestCertificates()
    {
        using var authorityKey = RSA.Create(2048);
        var request = Request("CN=Ham4Db test authority", authorityKey);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        using var authority = request.CreateSelfSigned(From, Until);
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        using var strangerKey = RSA.Create(2048);
        using var stranger = Request("CN=Somebody else", strangerKey).CreateSelfSigned(From, Until);
        File.WriteAllText(OtherAuthority, stranger.ExportCertificatePem());
        Issue(authority, "CN=server", "server");
        Issue(authority, "CN=client", "client");
    }

    public string Authority => Path.Combine(_folder, "ca.pem");

    public string OtherAuthority => Path.Combine(_folder, "other-ca.pem");

    public string ClientCertificate => Path.Combine(_folder, "client.pem");

    public string ClientKey => Path.Combine(_folder, "client-key.pem");

    public IReadOnlyList<string> ServerSettings =>
        [$"ssl-ca={Authority}", $"ssl-cert={Path.Combine(_folder, "server.pem")}", $"ssl-key={Path.Combine(_folder, "server-key.pem")}"];

    private static DateTimeOffset From => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static DateTimeOffset Until => TimeProvider.System.GetUtcNow().AddDays(1);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CertificateRequest Request(string name, RSA key) => new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private void Issue(X509Certificate2 authority, string name, string file)
    {
        using var key = RSA.Create(2048);
        var request = Request(name, key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.Create(authority, From.AddHours(1), Until.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(_folder, file + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, file + "-key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
