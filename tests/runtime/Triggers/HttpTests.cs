using System.Net;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ham4Db.Runtime.Tests.Triggers;

public sealed class HttpTests
{
    [Theory]
    [InlineData("GET", "/action/7", HttpStatusCode.OK, "{\"id\":\"7\"}")]
    [InlineData("POST", "/action/7", HttpStatusCode.OK, "{\"id\":\"7\"}")]
    [InlineData("DELETE", "/action/7", HttpStatusCode.MethodNotAllowed, "")]
    [InlineData("GET", "/result", HttpStatusCode.Conflict, "\"conflict\"")]
    [InlineData("GET", "/Written", HttpStatusCode.Accepted, "written")]
    [InlineData("GET", "/written", HttpStatusCode.Accepted, "written")]
    [InlineData("PATCH", "/files/a/b%2Fc/d.txt?x=1", HttpStatusCode.OK, "PATCH /files/a/b%2Fc/d.txt ?x=1")]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound, "")]
    [InlineData("GET", "/fails", HttpStatusCode.InternalServerError, "")]
    public async Task Requests_reach_their_function_and_results_are_written(string method, string path, HttpStatusCode status, string body)
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        using var http = new HttpClient { BaseAddress = host.Url };
        using var response = await http.SendAsync(new HttpRequestMessage(new(method), path));
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_request_can_start_an_orchestration_and_read_its_body()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        using var http = new HttpClient { BaseAddress = host.Url };
        using var response = await http.PostAsync("/start", new StringContent("21"));
        var id = await response.Content.ReadAsStringAsync();
        Assert.Equal(42, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_event_stream_arrives_event_by_event_and_ends_with_its_reader()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        using var http = new HttpClient { BaseAddress = host.Url };
        var key = Hits.NewKey();
        using (var response = await http.GetAsync($"/stream/{key}", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

            // The function sends the second event only after the first one was read here.
            Assert.Equal("data: 1", await reader.ReadLineAsync());
            Hits.Add(key);
            await reader.ReadLineAsync();
            Assert.Equal("data: 2", await reader.ReadLineAsync());
        }

        await Wait.UntilAsync(() => Hits.Of(key + " aborted") == 1, "the function saw the reader leave");
    }

    [Fact]
    public async Task Each_request_has_a_scope_of_its_own_and_functions_get_services()
    {
        await using var host = await EmbeddedHost.StartAsync(builder =>
        {
            builder.AddFunctions(typeof(WithServices));
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddScoped<Scoped>(builder.Services);
        });
        using var http = new HttpClient { BaseAddress = host.Url };
        var first = await http.GetStringAsync("/WithServices");
        var second = await http.GetStringAsync("/WithServices");
        Assert.EndsWith("same", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Http_functions_need_the_web_application_to_be_configured()
    {
        var builder = Worker.Builder.FunctionsApplication.CreateBuilder([]).AddFunctions(typeof(Functions));
        var refused = Assert.Throws<RuntimeStartupException>(builder.Build);
        Assert.Contains("ConfigureFunctionsWebApplication", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_that_cannot_be_read_stops_the_start()
    {
        var builder = Worker.Builder.FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication().AddFunctions(typeof(BadRoute));
        var refused = Assert.Throws<RuntimeStartupException>(builder.Build);
        Assert.Contains("'BadRoute'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/a/{b", refused.Message, StringComparison.Ordinal);
    }

    public sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class WithServices(Scoped scoped)
    {
        [Function(nameof(WithServices))]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
            => Results.Text($"{scoped.Id} {(context.InstanceServices.GetService(typeof(Scoped)) == scoped ? "same" : "other")}");
    }

    public static class BadRoute
    {
        [Function(nameof(BadRoute))]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request)
        {
        }
    }

    public static class Functions
    {
        [Function(nameof(Action))]
        public static async Task<IActionResult> Action(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "action/{id}")] HttpRequest request)
        {
            await Task.Yield();
            return new OkObjectResult(new { id = request.RouteValues["id"] });
        }

        [Function(nameof(Result))]
        public static IResult Result([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => TypedResults.Conflict("conflict");

        [Function(nameof(Written))]
        public static async Task Written([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            await request.HttpContext.Response.WriteAsync("written");
        }

        [Function(nameof(Files))]
        public static IResult Files([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "files/{*path}")] HttpRequest request)
            => Results.Text($"{request.Method} {request.Path.ToUriComponent()} {request.QueryString}");

        [Function(nameof(Fails))]
        public static IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("no");

        [Function(nameof(Start))]
        public static async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken token)
        {
            using var reader = new StreamReader(request.Body);
            var number = int.Parse(await reader.ReadToEndAsync(token));
            return Results.Text(await client.ScheduleNewOrchestrationInstanceAsync(nameof(Double), number, cancellation: token));
        }

        [Function(nameof(Double))]
        public static int Double([OrchestrationTrigger] TaskOrchestrationContext context) => context.GetInput<int>() * 2;

        [Function(nameof(Stream))]
        public static async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream/{key}")] HttpRequest request, CancellationToken token)
        {
            var key = (string)request.RouteValues["key"]!;
            var response = request.HttpContext.Response;
            response.ContentType = "text/event-stream";
            await response.WriteAsync("data: 1\n\n", token);
            await Wait.UntilAsync(() => Hits.Of(key) == 1, "first event read");
            await response.WriteAsync("data: 2\n\n", token);
            try
            {
                await Task.Delay(Wait.Limit, token);
            }
            catch (OperationCanceledException)
            {
                Hits.Add(key + " aborted");
            }
        }
    }
}
