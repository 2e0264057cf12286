using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Ham4Db.Functions.Hosting;

/// <summary>TLS of the service itself, where no platform has it.</summary>
public static class ServerTls
{
    private const string OrganizationalUnit = "2.5.4.11";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Sets the server up as <see cref="Ham4DbOptions.UseSSL"/> and its like say.</summary>
    /// <exception cref="ConfigurationException">A file holds no certificate, or not the key of it.</exception>
    public static Action<HttpsConnectionAdapterOptions> From(Ham4DbOptions options)
    {
        var certificate = Read(nameof(options.SSLCertFile), options.SSLCertFile, path => X509Certificate2.CreateFromPemFile(path, options.SSLPrivateKeyFile));
        var chain = Read(nameof(options.SSLCertFile), options.SSLCertFile, ReadAll);
        var authorities = options is { UseMutualTLS: true, SSLCAFile.Length: > 0 } ? Read(nameof(options.SSLCAFile), options.SSLCAFile, ReadAll) : [];
        return https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = [.. chain.Skip(1)];
            if (!options.UseMutualTLS) return;
            // Who shows none gets no further than the endpoints that need no role.
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (shown, built, _) => IsOfAuthority(shown, built, authorities) && IsOfUnit(shown, options.SSLValidOUs);
        };
    }

    private static X509Certificate2Collection ReadAll(string path)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(path);
        return all.Count > 0 ? all : throw new CryptographicException("it holds no certificate.");
    }

    private static T Read<T>(string key, string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException([new(ConfigurationNoteLevel.Error, "", key, $"{key} is \"{path}\", which cannot be used: {exception.Message}")]);
        }
    }

    private static bool IsOfAuthority(X509Certificate2 shown, X509Chain? built, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (authorities.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        foreach (var element in built?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(shown);
    }

    private static bool IsOfUnit(X509Certificate2 shown, IReadOnlyList<string> units) =>
        units.Count == 0 || shown.SubjectName.EnumerateRelativeDistinguishedNames().Any(name =>
            !name.HasMultipleElements && name.GetSingleElementType().Value == OrganizationalUnit && name.GetSingleElementValue() is { } unit && units.Contains(unit));
}
