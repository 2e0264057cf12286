using System.Collections.Concurrent;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Triggers;

public sealed class QueueTests
{
    [Fact]
    public async Task Texts_and_objects_come_through_the_queue()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        await host.Queue.SendAsync("texts", key);
        await host.Queue.SendAsync("orders", new Order(key, 3));
        await Wait.UntilAsync(() => Received.ContainsKey("text " + key) && Received.ContainsKey($"order {key} 3"), "both");
    }

    [Fact]
    public async Task A_message_that_fails_comes_again_and_is_poison_after_five_attempts()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        await host.Queue.SendAsync("failing", key);
        await Wait.UntilAsync(() => Received.ContainsKey("poison " + key), "poison");
        Assert.Equal(5, Hits.Of(key));
        await Wait.UntilAsync(() => host.Logs.Lines.Any(line => line.Contains("'failing-poison'", StringComparison.Ordinal)), "logged");
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_poison_too()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        var text = "no json " + Hits.NewKey();
        await host.Queue.SendAsync("orders", text);
        await Wait.UntilAsync(() => Received.ContainsKey("poison " + text), "poison");
    }

    [Fact]
    public async Task A_message_can_be_hidden_for_a_while()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        var sent = DateTime.UtcNow;
        await host.Queue.SendAsync("texts", key, TimeSpan.FromMilliseconds(300));
        await Wait.UntilAsync(() => Received.ContainsKey("text " + key), "message");
        Assert.True(DateTime.UtcNow - sent >= TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Messages_wait_for_a_host_that_has_their_function()
    {
        var key = Hits.NewKey();
        Type[] functions = [];
        await using var host = await EmbeddedHost.StartAsync(builder => builder.AddFunctions(functions));
        await host.Queue.SendAsync("texts", key);
        await host.Queue.SendAsync("texts", key + " later", TimeSpan.FromMilliseconds(200));
        functions = [typeof(Functions)];
        await host.RestartAsync();
        await Wait.UntilAsync(() => Received.ContainsKey("text " + key) && Received.ContainsKey($"text {key} later"), "both");
    }

    [Fact]
    public async Task Two_functions_on_one_queue_stop_the_start()
    {
        var refused = await Assert.ThrowsAsync<RuntimeStartupException>(() => EmbeddedHost.StartAsync(typeof(Twice)));
        Assert.Contains("'same'", refused.Message, StringComparison.Ordinal);
    }

    private static readonly ConcurrentDictionary<string, bool> Received = new(StringComparer.Ordinal);

    public sealed record Order(string Key, int Amount);

    public static class Functions
    {
        [Function(nameof(Text))]
        public static void Text([QueueTrigger("texts")] string text) => Received[$"text {text}"] = true;

        [Function(nameof(TakeOrder))]
        public static async Task TakeOrder([QueueTrigger("orders", Connection = "ignored")] Order order, FunctionContext context)
        {
            await Task.Yield();
            Assert.Equal(nameof(TakeOrder), context.FunctionDefinition.Name);
            Received[$"order {order.Key} {order.Amount}"] = true;
        }

        [Function(nameof(Fail))]
        public static void Fail([QueueTrigger("failing")] string key)
        {
            Hits.Add(key);
            throw new InvalidOperationException("no");
        }

        [Function(nameof(Poison))]
        public static void Poison([QueueTrigger("failing-poison")] string key) => Received[$"poison {key}"] = true;

        [Function(nameof(PoisonOrder))]
        public static void PoisonOrder([QueueTrigger("orders-poison")] string key) => Received[$"poison {key}"] = true;
    }

    public static class Twice
    {
        [Function("One")]
        public static void One([QueueTrigger("same")] string text)
        {
        }

        [Function("Two")]
        public static void Two([QueueTrigger("same")] string text)
        {
        }
    }
}
