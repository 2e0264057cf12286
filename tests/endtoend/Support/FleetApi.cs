using System.Text.Json;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>The API of a fleet's app, as scripts use it.</summary>
public sealed class FleetApi(Fleet fleet) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}/api/"), Timeout = TimeSpan.FromMinutes(2) };

    /// <summary><c>host/port</c> of a server.</summary>
    public string Path(int server) => $"{fleet.Key(server).Host}/{fleet.Key(server).Port}";

    public async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}\n{await fleet.DescribeAsync()}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>An answer in its envelope, whatever it says.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    /// <summary>Details of an answer that must be a success.</summary>
    public async Task<JsonElement> OkAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.True(answer.GetProperty("Code").GetString() == "OK", $"{path}: {answer.GetProperty("Message")}\n{await fleet.DescribeAsync()}");
        return answer.GetProperty("Details");
    }

    /// <summary>Message of an answer that must be a failure.</summary>
    public async Task<string> ErrorAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.True(answer.GetProperty("Code").GetString() == "ERROR", $"{path}: {answer.GetProperty("Message")}");
        return answer.GetProperty("Message").GetString()!;
    }

    public Task<JsonElement> InstanceAsync(int server) => ReadAsync($"instance/{Path(server)}");

    /// <summary>Errant transactions that the app shows of a server.</summary>
    public async Task<string> ErrantAsync(int server) => (await InstanceAsync(server)).GetProperty("GtidErrant").GetString()!;

    public void Dispose() => _http.Dispose();
}
