using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Cli.Tests.Support;

/// <summary>Answers what a test tells it to, and remembers what it was asked.</summary>
public sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, (int Status, string Body)> _answers = [];

    private FakeApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Paths and queries, as they were sent.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>What was posted.</summary>
    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>Values of the header Authorization, as they were sent; empty for none.</summary>
    public ConcurrentQueue<string> Credentials { get; } = [];

    public static async Task<FakeApi> StartAsync(string path, string body, int status = 200)
    {
        var api = new FakeApi();
        api.Add(path, body, status);
        await api._app.StartAsync();
        return api;
    }

    public FakeApi Add(string path, string body, int status = 200)
    {
        _answers[path] = (status, body);
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            using var reader = new StreamReader(context.Request.Body);
            Bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        }

        // As it came, encoding and all.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Asked.Enqueue(target);
        Credentials.Enqueue(context.Request.Headers.Authorization.ToString());
        var (status, body) = _answers.GetValueOrDefault(target, (404, """{"title":"Not Found","status":404,"detail":"no such thing"}"""));
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }
}
