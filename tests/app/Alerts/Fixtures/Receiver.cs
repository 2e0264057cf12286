using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Functions.Tests.Alerts.Fixtures;

/// <summary>A receiver of webhooks on loopback, that answers as a test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _all = new();

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var received = new Received(
                context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
            _all.Enqueue(received);
            await Answer(context, _all.Count);
        });
    }

    /// <summary>Everything that came, in order.</summary>
    public IReadOnlyList<Received> All => [.. _all];

    /// <summary>What is answered to a request, of which it is told how many came until then.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public string Url => _app.Urls.First() + "/hook/secret-path";

    public static async Task<Receiver> StartAsync(Func<HttpContext, int, Task>? answer = null)
    {
        var receiver = new Receiver();
        if (answer is not null) receiver.Answer = answer;
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Answers with a status.</summary>
    public static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Waits until so many have come.</summary>
    public Task<IReadOnlyList<Received>> UntilAsync(int count) => UntilAsync(all => all.Count >= count);

    /// <summary>Waits until what came is as it should be.</summary>
    public async Task<IReadOnlyList<Received>> UntilAsync(Func<IReadOnlyList<Received>, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition(All))
        {
            Assert.False(limit.IsCancellationRequested, $"{All.Count} requests came: {string.Join('\n', All.Select(r => r.Text))}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return All;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
