using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Ham4Db.Functions.Alerts.Bodies;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>
/// Sends one event to one address, once. Redirects are not followed, and no connection goes to an address that is forbidden: whoever answers for a name
/// must not be able to send us elsewhere.
/// </summary>
public sealed class WebhookSender(TimeProvider time) : IDisposable
{
    private const int MaxAnswer = 64 * 1024;

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpClient _strict = Create(allowLinkLocal: false);
    private readonly HttpClient _lenient = Create(allowLinkLocal: true);

    /// <summary>Sends it.</summary>
    public async Task<WebhookAnswer> SendAsync(WebhookEndpoint endpoint, HookEvent hook, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(endpoint.TimeoutSeconds));
        try
        {
            using var request = Request(endpoint, hook);
            using var response = await (endpoint.AllowLinkLocal ? _lenient : _strict).SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            var problem = response.IsSuccessStatusCode ? "" : $"it answered {(int)response.StatusCode}{(IsRedirect(response) ? ", which is not followed" : "")}";
            return new WebhookAnswer((int)response.StatusCode, problem, text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, $"it did not answer within {endpoint.TimeoutSeconds} s", "");
        }
        catch (HttpRequestException exception)
        {
            return new WebhookAnswer(null, Explain(exception), "");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _strict.Dispose();
        _lenient.Dispose();
    }

    private HttpRequestMessage Request(WebhookEndpoint endpoint, HookEvent hook)
    {
        var (body, now) = (WebhookBody.Of(endpoint, hook), time.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body.Content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(body.ContentType);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Ham4Db", null));
        foreach (var (name, value) in endpoint.Headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Add("webhook-id", hook.Id);
        request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
        if (endpoint.Secrets.Count > 0) request.Headers.Add("webhook-signature", WebhookSignature.Sign(endpoint.Secrets, hook.Id, now, body.Content));
        return request;
    }

    private static HttpClient Create(bool allowLinkLocal) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would connect in our place, to wherever a name leads.
        UseProxy = false,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowLinkLocal, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswer,
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowLinkLocal, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = allowLinkLocal ? addresses : [.. addresses.Where(address => ForbiddenAddresses.KindOf(address) is null)];
        if (allowed.Length == 0)
            throw new HttpRequestException(addresses.Length == 0 ? $"{target.Host} has no address" : $"{target.Host} leads to {ForbiddenAddresses.KindOf(addresses[0])}, which is not called unless AllowLinkLocal says so");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is >= 300 and < 400;

    // What a library says of an address may hold its path, which may be a secret; the kind of the failure is enough.
    private static string Explain(HttpRequestException exception) => exception switch
    {
        { InnerException: HttpRequestException refused } => refused.Message,
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "its answer is longer than 64 KiB",
        { InnerException: SocketException socket } => $"it cannot be reached: {socket.Message}",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => $"its certificate or TLS is not right: {exception.InnerException?.Message}",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "its name cannot be resolved",
        _ => $"it cannot be called: {exception.HttpRequestError}",
    };
}
