using Ham4Db.Functions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Issuer and keys of the OpenID provider. They are read again each hour, and at once for a key that is not known, but not for every request that names one.</summary>
internal sealed class OidcKeys(Ham4DbOptions options, TimeProvider time, ILogger<OidcKeys> logger) : IDisposable
{
    private const string Discovery = "/.well-known/openid-configuration";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim _gate = new(1, 1);

    private OpenIdConnectConfiguration? _known;
    private DateTimeOffset _readAt;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>What is known.</summary>
    /// <param name="missed">What the caller has, if a token does not fit to it: something newer is asked for. Null otherwise.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OidcUnavailableException">Nothing is known, and the provider does not answer.</exception>
    public async Task<OpenIdConnectConfiguration> GetAsync(OpenIdConnectConfiguration? missed, CancellationToken cancellationToken)
    {
        if (IsGood(missed)) return _known!;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsGood(missed) && (_known is null || time.GetUtcNow() - _triedAt >= Pause)) await ReadAsync(cancellationToken);
            return _known!;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private bool IsGood(OpenIdConnectConfiguration? missed) => _known is { } known && !ReferenceEquals(known, missed) && time.GetUtcNow() - _readAt < Lifetime;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _triedAt = time.GetUtcNow();
        var documents = new HttpDocumentRetriever(_http) { RequireHttps = options.OidcAuthority.StartsWith("https:", StringComparison.OrdinalIgnoreCase) };
        try
        {
            _known = await OpenIdConnectConfigurationRetriever.GetAsync(options.OidcAuthority.TrimEnd('/') + Discovery, documents, cancellationToken);
            _readAt = _triedAt;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            ApiLog.OidcUnavailable(logger, exception);
            // An outage of the provider must not lock out whoever has a token already.
            if (_known is null) throw new OidcUnavailableException($"The OpenID provider {options.OidcAuthority} cannot be asked for its keys, so that no token can be judged; the log tells more.", exception);
        }
    }
}
