using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>webhooks</c>: who is told what, what waits, what was given up, and delivering that again.</summary>
internal static class WebhooksCommand
{
    private const string Nothing = "{}";

    public static Command Create(CliEnvironment environment) => ClientCommand.Create(
        "webhooks",
        "Show the webhooks, and how many deliveries to each wait or were given up.",
        environment,
        [
            Deliveries("dead", "Show deliveries that were given up, the latest first.", "", "Nothing was given up.", environment),
            Deliveries("queued", "Show deliveries that wait.", "?status=queued", "Nothing waits.", environment),
            Replay(environment),
            Test(environment),
        ],
        async (run, cancellationToken) => await run.ShowAsync(
            await run.Api.GetAsync(ApiClient.Path("v2", "webhooks"), cancellationToken),
            answer => RowsView.Show(
                run.Screen,
                "No webhook is configured.",
                ["Name", "Address", "Format", "Events", "Clusters", "Waiting", "Given up"],
                answer.Read<List<WebhookModel>>().Select(w => (string?[])[w.Name, w.Url, w.Format, Some(w.Events), Some(w.Clusters), $"{w.Queued}", $"{w.Dead}"]))));

    private static Command Deliveries(string name, string description, string query, string nothing, CliEnvironment environment) =>
        ClientCommand.Create(name, description, environment, [], async (run, cancellationToken) => await run.ShowAsync(
            await run.Api.GetAsync(ApiClient.Path("v2", "webhook-deliveries") + query, cancellationToken),
            answer => RowsView.Show(
                run.Screen,
                nothing,
                ["Id", "Webhook", "Event", "At", "Attempts", "Problem"],
                answer.Read<List<DeliveryModel>>().Select(d => (string?[])[d.Id, d.Endpoint, d.Event, $"{d.At:u}", $"{d.Attempts}", d.Problem]))));

    private static Command Replay(CliEnvironment environment)
    {
        var id = TextArgument.Create("id", "Id of the delivery. Default: all that were given up.", isOptional: true);
        var endpoint = new Option<string>("--webhook") { Description = "Only those to this webhook.", HelpName = "name" };
        return ClientCommand.Create("replay", "Deliver again what was given up, with the ids that it had.", environment, [id, endpoint], async (run, cancellationToken) =>
        {
            var path = run.Parsed.GetValue(id) is { } one
                ? ApiClient.Path("v2", "webhook-deliveries", one, "replay")
                : ApiClient.Path("v2", "webhook-deliveries", "replay") + (run.Parsed.GetValue(endpoint) is { } name ? "?endpoint=" + Uri.EscapeDataString(name) : "");
            await ShowAsync(run, await run.Api.PostAsync(path, Nothing, cancellationToken), "Nothing was given up.");
        });
    }

    private static Command Test(CliEnvironment environment)
    {
        var name = TextArgument.Create("name", "The webhook.");
        return ClientCommand.Create("test", "Send a webhook an event that says that nothing happened.", environment, [name], async (run, cancellationToken) =>
            await ShowAsync(run, await run.Api.PostAsync(ApiClient.Path("v2", "webhooks", run.Parsed.GetRequiredValue(name), "test"), Nothing, cancellationToken), ""));
    }

    private static Task ShowAsync(CommandRun run, ApiAnswer answer, string nothing) => run.ShowAsync(answer, shown =>
    {
        var ids = shown.Read<ReplayModel>().Replayed;
        RowsView.Lines(run.Screen, ids.Count == 0 ? [nothing] : ids.Select(id => $"{id} is on its way."));
    });

    private static string Some(IReadOnlyList<string> names) => names.Count == 0 ? "all" : string.Join(", ", names);
}
