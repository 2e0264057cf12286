using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ham4Db.Cli.Client;

/// <summary>Talks to the API over HTTP. Every failure is a <see cref="CliException"/> with a sentence and an exit code.</summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(30);

    // How long the service is to wait for the end of an operation; well within the time in which it must answer.
    private const int WaitSeconds = 20;

    private readonly HttpClient _http;

    /// <param name="address">Where the API is, without <c>/api</c>.</param>
    /// <param name="credentials">Who asks.</param>
    public ApiClient(Uri address, ApiCredentials credentials)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = address,
            // A change may take as long as it takes: a takeover waits for the replica.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = credentials.Header;
    }

    /// <summary>Where the API is.</summary>
    public Uri Address { get; }

    /// <summary>Understands an address with or without <c>/api</c> at its end.</summary>
    /// <returns>Null for something that is not an address.</returns>
    public static Uri? ParseAddress(string text)
    {
        var trimmed = text.Trim().TrimEnd('/');
        if (trimmed.EndsWith("/api", StringComparison.Ordinal)) trimmed = trimmed[..^4];
        return Uri.TryCreate(trimmed + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
    }

    /// <summary>A path of the API from its parts, each encoded.</summary>
    public static string Path(params IEnumerable<string> parts) => "api/" + string.Join('/', parts.Select(Uri.EscapeDataString));

    /// <summary>Asks without changing anything.</summary>
    public async Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadTimeout);
        try
        {
            return await SendAsync(path, limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException(ExitCodes.Unreachable, $"{Address} did not answer within {ReadTimeout.TotalSeconds:F0} s.", exception);
        }
    }

    /// <summary>Asks for a change; waits until it is done.</summary>
    public Task<ApiAnswer> ChangeAsync(string path, CancellationToken cancellationToken) => SendAsync(path, cancellationToken);

    /// <summary>Posts a change; waits until it is done.</summary>
    public async Task<ApiAnswer> PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            request.Headers.Add("Prefer", $"wait={WaitSeconds}");
            return await _http.SendAsync(request, cancellationToken);
        }, cancellationToken);
        while (answer.Status == HttpStatusCode.Accepted && answer.Uid is { } uid)
            answer = await GetAsync($"{Path("v2", "operations", uid)}?wait={WaitSeconds}", cancellationToken) is { IsDone: true } done ? done : answer;
        return answer.WasNotBegun ? throw new CliException(ExitCodes.Refused, string.Join(' ', answer.Errors)) : answer;
    }

    /// <summary>Asks for something as a type.</summary>
    public async Task<T> ReadAsync<T>(string path, CancellationToken cancellationToken) => (await GetAsync(path, cancellationToken)).Read<T>();

    public void Dispose() => _http.Dispose();

    private Task<ApiAnswer> SendAsync(string path, CancellationToken cancellationToken) => SendAsync(() => _http.GetAsync(path, cancellationToken), cancellationToken);

    private async Task<ApiAnswer> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await send();
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var answer = new ApiAnswer(response.StatusCode, text, Parse(text, response));
            return answer.IsError ? throw ApiErrors.From(answer) : answer;
        }
        catch (HttpRequestException exception)
        {
            throw new CliException(
                ExitCodes.Unreachable,
                $"Nothing answers at {Address}: {Reason(exception)}. Start the service with 'ham4db up', or tell where it is with --api or HAM4DB_API.",
                exception);
        }
    }

    private JsonElement Parse(string text, HttpResponseMessage response)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            // A proxy before it may answer so, in HTML.
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) throw ApiErrors.From(new ApiAnswer(response.StatusCode, text, Json: default));
            throw new CliException(
                ExitCodes.Unreachable,
                $"{Address} is not the API of Ham4Db: it answered {(int)response.StatusCode} to /{response.RequestMessage?.RequestUri?.PathAndQuery.TrimStart('/')}, and not in JSON.",
                exception);
        }
    }

    private static string Reason(HttpRequestException exception) => exception.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        { } inner => inner.Message.TrimEnd('.'),
        null => exception.Message.TrimEnd('.'),
    };
}
