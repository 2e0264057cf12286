using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary><c>ham4db up</c> with TLS of its own.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-tls-").FullName;
    private readonly X509Certificate2 _authority = Authority("the authority");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Callers_show_a_certificate_of_the_authority_and_of_the_unit()
    {
        using var foreign = Authority("another authority");
        using var right = Issue(_authority, "CN=ci, OU=dba");
        using var wrongUnit = Issue(_authority, "CN=ci, OU=web");
        using var noUnit = Issue(_authority, "CN=dba");
        using var stranger = Issue(foreign, "CN=ci, OU=dba");
        await using var service = await Service.StartAsync(Path.Combine(_folder, "data"), "--config", Configure(mutual: true));
        Assert.Equal("https", service.Address.Scheme);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(service.Address, "api/clusters", right));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(service.Address, "api/clusters", shown: null));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service.Address, "api/lb-check", shown: null));
        foreach (var wrong in new[] { wrongUnit, noUnit, stranger })
            await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(service.Address, "api/clusters", wrong));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service.Address, "api/clusters", right));
    }

    [Fact]
    public async Task Without_mutual_TLS_nobody_needs_one()
    {
        await using var service = await Service.StartAsync(Path.Combine(_folder, "data"), "--config", Configure(mutual: false));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service.Address, "api/clusters", shown: null));
    }

    [Fact]
    public async Task A_file_that_holds_no_certificate_is_told()
    {
        var config = Configure(mutual: false);
        await File.WriteAllTextAsync(Path.Combine(_folder, "server.pem"), "nothing", TestContext.Current.CancellationToken);
        var run = await CliRun.OfAsync(["up", "--config", config, "--data", Path.Combine(_folder, "data")]);
        Assert.Equal(ExitCodes.Configuration, run.ExitCode);
        Assert.Contains("SSLCertFile", run.Error, StringComparison.Ordinal);
    }

    private string Configure(bool mutual)
    {
        using var server = Issue(_authority, "CN=localhost");
        string Write(string name, string text)
        {
            var path = Path.Combine(_folder, name);
            File.WriteAllText(path, text);
            return path;
        }

        return Write("given.json", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["UseSSL"] = true,
            ["SSLCertFile"] = Write("server.pem", server.ExportCertificatePem()),
            ["SSLPrivateKeyFile"] = Write("server.key", server.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            ["UseMutualTLS"] = mutual,
            ["SSLCAFile"] = Write("ca.pem", _authority.ExportCertificatePem()),
            ["SSLValidOUs"] = mutual ? new[] { "dba" } : [],
        }));
    }

    private async Task<HttpStatusCode> AskAsync(Uri address, string path, X509Certificate2? shown)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_authority);
        if (shown is not null) handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => shown;
        using var client = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(authority, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
