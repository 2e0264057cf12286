using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>An OpenID provider on loopback, with keys of its own.</summary>
internal sealed class LoopbackProvider : IAsyncDisposable
{
    public const string Audience = "api://ham4db";

    private readonly WebApplication _app;
    private readonly List<RsaSecurityKey> _served = [];
    private int _reads;

    private LoopbackProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/tenant/.well-known/openid-configuration", () =>
        {
            Interlocked.Increment(ref _reads);
            return Results.Json(new Dictionary<string, string> { ["issuer"] = Address, ["jwks_uri"] = Address + "/keys" });
        });
        _app.MapGet("/tenant/keys", () => Results.Text(JsonSerializer.Serialize(new { keys = _served.Select(Public) }), "application/json"));
        Key = AddKey("first");
    }

    /// <summary>Its address, and the issuer of its tokens.</summary>
    public string Address => _app.Urls.First() + "/tenant";

    /// <summary>The key that it signs with.</summary>
    public RsaSecurityKey Key { get; private set; }

    /// <summary>How often it was asked.</summary>
    public int Reads => _reads;

    public static async Task<LoopbackProvider> StartAsync()
    {
        var provider = new LoopbackProvider();
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Makes a key that nobody serves.</summary>
    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    /// <summary>Signs with a new key from now on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="keepOld">Go on serving the old ones.</param>
    public void Rotate(string id, bool keepOld)
    {
        if (!keepOld) _served.Clear();
        Key = AddKey(id);
    }

    /// <summary>Makes a token that is right, but for what is given.</summary>
    public string Token(
        string? issuer = null, string audience = Audience, SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256,
        int validForSeconds = 600, params (string Name, object Value)[] claims)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            IssuedAt = now.AddHours(-2),
            NotBefore = now.AddHours(-2),
            Expires = now.AddSeconds(validForSeconds),
            Claims = claims.Append(("sub", "4711")).DistinctBy(claim => claim.Item1).ToDictionary(claim => claim.Item1, claim => claim.Item2),
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Dictionary<string, string> Public(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }

    private RsaSecurityKey AddKey(string id)
    {
        var key = NewKey(id);
        _served.Add(key);
        return key;
    }
}
