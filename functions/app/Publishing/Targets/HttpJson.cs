using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ham4Db.Functions.Publishing.Targets;

/// <summary>Requests with JSON to stores that administrators configured.</summary>
internal sealed class HttpJson : IDisposable
{
    private const int MaxAnswer = 4 * 1024 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = TimeSpan.FromSeconds(3),
        MaxResponseContentBufferSize = MaxAnswer,
    };

    /// <summary>Asks.</summary>
    /// <param name="method">How.</param>
    /// <param name="url">Where.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="header">A header with a credential; a null value for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status, and the body; undefined where it is no JSON.</returns>
    /// <exception cref="PublishException">No answer came.</exception>
    public async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(
        HttpMethod method, Uri url, object? body, (string Name, string? Value) header, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (!string.IsNullOrEmpty(header.Value)) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return (response.StatusCode, Parse(await response.Content.ReadAsStringAsync(cancellationToken)));
        }
        catch (HttpRequestException exception)
        {
            throw new PublishException($"{url.Authority} cannot be reached: {(exception.InnerException is SocketException socket ? socket.Message : exception.HttpRequestError)}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PublishException($"{url.Authority} did not answer within {_http.Timeout.TotalSeconds:F0} s", exception);
        }
    }

    /// <summary>A text as these interfaces want it.</summary>
    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>A text that came so.</summary>
    public static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    public void Dispose() => _http.Dispose();

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
