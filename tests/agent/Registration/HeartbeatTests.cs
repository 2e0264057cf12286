using System.Collections.Concurrent;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.OpenGaussAgent.Tests.Registration;

/// <summary>Managers of both generations, which each know one way of registering, hear an agent that is to tell both ways.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private readonly ScriptedPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    [Theory, InlineData("GET"), InlineData("POST")]
    public async Task A_manager_that_knows_one_way_hears_the_agent_though_it_refuses_the_other(string known)
    {
        var heard = new ConcurrentBag<string>();
        var builder = WebApplication.CreateSlimBuilder();
        await using var manager = builder.Build();
        manager.Urls.Add("http://127.0.0.1:0");
        manager.Run(context =>
        {
            heard.Add($"{context.Request.Method} {context.Request.Path.Value!.Split('/')[2]}");
            context.Response.StatusCode = context.Request.Method == known ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await manager.StartAsync(TestContext.Current.CancellationToken);
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs) with
        {
            Server = new() { Addresses = [new Uri(manager.Urls.Single())], Interval = TimeSpan.FromSeconds(0.2), OriginalHeartbeat = true },
        });
        await RunningAgent.EventuallyAsync("both ways were tried twice", () => Task.FromResult(heard.Count(call => call == "GET agent") > 1 && heard.Count(call => call == "POST v2") > 1));
    }
}
