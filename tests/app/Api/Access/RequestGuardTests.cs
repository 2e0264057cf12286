using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>What holds for every request: sizes, rates, headers.</summary>
public sealed class RequestGuardTests
{
    [Theory]
    [InlineData("/api/clusters")]
    [InlineData("/api/v2/clusters")]
    [InlineData("/api/no-such-path")]
    [InlineData("/api/instance/db1/abc")]
    public async Task Every_answer_has_the_headers_that_keep_browsers_from_harm(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.Http.GetAsync(path, ApiHost.Cancellation);
        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join('|', values) : "";
        Assert.StartsWith("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
        Assert.Equal("", Header("Server"));
    }

    [Theory]
    [InlineData(true, "/api/v2/clusters")]
    [InlineData(false, "/api/disable-global-recoveries")]
    public async Task A_body_of_many_megabytes_is_refused(bool v2, string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[10 << 20]) };
        request.Headers.ExpectContinue = true;
        // It does not begin to send the body while a busy machine takes its time to refuse it.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = host.Http.BaseAddress };
        using var response = await client.SendAsync(request, ApiHost.Cancellation);
        Assert.Equal(v2 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("OK", (await host.GetAsync("/api/_ping")).Raw.GetString());
    }

    [Theory]
    [InlineData("/health/live", "live\n")]
    [InlineData("/health/ready", "ready\n")]
    public async Task Health_is_told_in_a_word_to_everybody(string path, string word)
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens());
        var reply = await host.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/plain", word), (reply.Status, reply.ContentType, reply.Text));
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Head, path)).Status);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_changes_are_fewer()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens() with { HTTPMaxChangesPerSecond = 1, HTTPMaxReadsPerSecond = 1000 });
        Task<ApiReply> AskAsync(string token) => host.GetAsync("/api/enable-global-recoveries", Callers.Bearer(token));
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AskAsync(Callers.Admin)));
        var refused = replies.First(reply => reply.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("ERROR", refused.Code);
        Assert.StartsWith("Too many requests: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(replies, reply => reply.Status == HttpStatusCode.OK);
        // Another caller, and reading, are not concerned.
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(Callers.Operator)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/clusters", Callers.Bearer(Callers.Admin))).Status);
    }

    [Fact]
    public async Task A_refusal_for_asking_too_often_says_how_long_to_wait()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens() with { HTTPMaxReadsPerSecond = 1 });
        var waits = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/clusters");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Callers.Viewer);
            using var response = await host.Http.SendAsync(request, ApiHost.Cancellation);
            return response.StatusCode == HttpStatusCode.TooManyRequests ? response.Headers.RetryAfter?.Delta : null;
        }));
        Assert.Contains(waits, wait => wait >= TimeSpan.FromSeconds(1));
    }
}
