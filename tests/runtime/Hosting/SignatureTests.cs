using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Runtime.Tests.Hosting;

public sealed class SignatureTests
{
    [Theory]
    [InlineData(nameof(Wrong.TwoTriggers), "2 parameters with a trigger attribute")]
    [InlineData(nameof(Wrong.NoTrigger), "0 parameters with a trigger attribute")]
    [InlineData(nameof(Wrong.TimerOfString), "parameter 'timer' is String, but its trigger gives TimerInfo")]
    [InlineData(nameof(Wrong.HttpOfString), "parameter 'request' is String, but its trigger gives HttpRequest")]
    [InlineData(nameof(Wrong.OrchestrationOfString), "parameter 'context' is String, but its trigger gives TaskOrchestrationContext")]
    [InlineData(nameof(Wrong.EntityOfString), "parameter 'entity' is String, but its trigger gives TaskEntityDispatcher")]
    [InlineData(nameof(Wrong.UnknownParameter), "nothing gives parameter 'extra' (Int32)")]
    [InlineData(nameof(Wrong.UnmarkedClient), "parameter 'client' must be a DurableTaskClient marked [DurableClient]")]
    [InlineData(nameof(Wrong.MarkedString), "parameter 'client' must be a DurableTaskClient marked [DurableClient]")]
    [InlineData(nameof(Wrong.ClientInOrchestrator), "parameter 'client' is not deterministic")]
    [InlineData(nameof(Wrong.TokenInOrchestrator), "parameter 'token' is not deterministic")]
    [InlineData(nameof(Wrong.HttpReturnsText), "it returns String; an HTTP function returns IActionResult or IResult")]
    [InlineData(nameof(Wrong.TimerReturns), "it returns Int32; such a function returns nothing or Task")]
    [InlineData(nameof(Wrong.EntityReturnsNothing), "an entity function returns the Task of DispatchAsync")]
    [InlineData(nameof(Wrong.NeedsKey), "parameter 'request' asks for a Function key, and the embedded host has no keys")]
    [InlineData("NotPublic", "the method and its class must be public")]
    [InlineData("bad name!", "a name has letters, digits, '_' and '-' only")]
    [InlineData(nameof(Wrong.AsyncVoid), "it is async void")]
    [InlineData(nameof(Wrong.Generic), "neither the method nor its class may be generic")]
    public void A_wrong_signature_is_named_with_function_and_parameter(string function, string problem)
    {
        var builder = FunctionsApplication.CreateBuilder([]).AddFunctions(typeof(Wrong));
        var message = Assert.Throws<RuntimeStartupException>(builder.Build).Message;
        Assert.Contains(message.Split(Environment.NewLine), line =>
            line.StartsWith($"Function '{function}' (", StringComparison.Ordinal) && line.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_used_twice_are_named_with_both_functions()
    {
        var builder = FunctionsApplication.CreateBuilder([]).AddFunctions(typeof(TwiceA), typeof(TwiceB));
        var message = Assert.Throws<RuntimeStartupException>(builder.Build).Message;
        Assert.Contains("'Same'", message, StringComparison.Ordinal);
        Assert.Contains("TwiceA.Run", message, StringComparison.Ordinal);
        Assert.Contains("TwiceB.Run", message, StringComparison.Ordinal);
    }

    public static class TwiceA
    {
        [Function("Same")]
        public static int Run([ActivityTrigger] int input) => input;
    }

    public static class TwiceB
    {
        [Function("same")]
        public static int Run([ActivityTrigger] int input) => input;
    }

    public static class Wrong
    {
        [Function(nameof(TwoTriggers))]
        public static void TwoTriggers([ActivityTrigger] int a, [ActivityTrigger] int b) => Use(a, b);

        [Function(nameof(NoTrigger))]
        public static void NoTrigger(FunctionContext context) => Use(context);

        [Function(nameof(TimerOfString))]
        public static void TimerOfString([TimerTrigger("* * * * * *")] string timer) => Use(timer);

        [Function(nameof(HttpOfString))]
        public static void HttpOfString([HttpTrigger(AuthorizationLevel.Anonymous)] string request) => Use(request);

        [Function(nameof(OrchestrationOfString))]
        public static void OrchestrationOfString([OrchestrationTrigger] string context) => Use(context);

        [Function(nameof(EntityOfString))]
        public static Task EntityOfString([EntityTrigger] string entity) => Task.FromResult(entity);

        [Function(nameof(UnknownParameter))]
        public static void UnknownParameter([ActivityTrigger] string input, int extra) => Use(input, extra);

        [Function(nameof(UnmarkedClient))]
        public static void UnmarkedClient([ActivityTrigger] string input, DurableTaskClient client) => Use(input, client);

        [Function(nameof(MarkedString))]
        public static void MarkedString([ActivityTrigger] string input, [DurableClient] string client) => Use(input, client);

        [Function(nameof(ClientInOrchestrator))]
        public static void ClientInOrchestrator([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => Use(context, client);

        [Function(nameof(TokenInOrchestrator))]
        public static void TokenInOrchestrator([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken token) => Use(context, token);

        [Function(nameof(HttpReturnsText))]
        public static Task<string> HttpReturnsText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult(request.Path.ToString());

        [Function(nameof(TimerReturns))]
        public static int TimerReturns([TimerTrigger("* * * * * *")] TimerInfo timer) => timer.IsPastDue ? 1 : 0;

        [Function(nameof(EntityReturnsNothing))]
        public static void EntityReturnsNothing([EntityTrigger] TaskEntityDispatcher dispatcher) => Use(dispatcher);

        [Function(nameof(NeedsKey))]
        public static void NeedsKey([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Use(request);

        [Function("bad name!")]
        public static void BadName([ActivityTrigger] int input) => Use(input);

        [Function(nameof(AsyncVoid))]
#pragma warning disable MA0155 // What is tested.
        public static async void AsyncVoid([ActivityTrigger] int input) => await Task.FromResult(input);
#pragma warning restore MA0155

        [Function(nameof(Generic))]
        public static void Generic<T>([ActivityTrigger] T input) => Use(input!);

        [Function(nameof(NotPublic))]
        internal static void NotPublic([ActivityTrigger] int input) => Use(input);

        private static void Use(params object[] values) => GC.KeepAlive(values);
    }
}
