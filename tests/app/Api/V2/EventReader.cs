using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>Follows the events of an app.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new StreamReader(stream);
    }

    public static async Task<EventReader> StartAsync(ApiHost host, string query = "", string? lastId = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/events" + query);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ApiHost.Cancellation);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var reader = new EventReader(response, await response.Content.ReadAsStreamAsync(ApiHost.Cancellation));
        Assert.Equal("ready", (await reader.NextAsync()).Type);
        return reader;
    }

    /// <summary>The next event.</summary>
    public async Task<(string Id, string Type, JsonElement Data)> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ApiHost.Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var (id, type, data) = ("", "", "");
        while (await _reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) type = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && type.Length > 0) return (id, type, JsonDocument.Parse(data).RootElement);
        }

        throw new EndOfStreamException();
    }

    /// <summary>The next event that is of a type and meant.</summary>
    public async Task<(string Id, JsonElement Data)> UntilAsync(string type, Func<JsonElement, bool>? isMeant = null)
    {
        while (true)
        {
            var next = await NextAsync();
            if (next.Type == type && isMeant?.Invoke(next.Data) != false) return (next.Id, next.Data);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
