using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary>Commands that tell lines about a replica: <c>locate-gtid-errant</c> and <c>restart-replica-statements</c>. They change nothing.</summary>
internal static class ReplicaLinesCommand
{
    public static Command Locate(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        return ClientCommand.Create("locate-gtid-errant", "Name the binary logs that hold errant transactions of an instance.", environment, [instance], (run, cancellationToken) =>
            ShowAsync(run, ApiClient.Path(["locate-gtid-errant", .. run.Parsed.GetRequiredValue(instance).Parts]), cancellationToken));
    }

    public static Command Statements(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The replica.");
        var query = new Option<string>("--query") { Description = "The statement to put in between.", DefaultValueFactory = _ => "" };
        return ClientCommand.Create(
            "restart-replica-statements", "Tell the statements that stop replication, run another, and start what runs now.", environment, [instance, query], (run, cancellationToken) =>
                ShowAsync(
                    run,
                    ApiClient.Path(["restart-replica-statements", .. run.Parsed.GetRequiredValue(instance).Parts]) + "?q=" + Uri.EscapeDataString(run.Parsed.GetRequiredValue(query)),
                    cancellationToken));
    }

    private static async Task ShowAsync(CommandRun run, string path, CancellationToken cancellationToken) =>
        await run.ShowAsync(await run.Api.GetAsync(path, cancellationToken), answer =>
        {
            foreach (var line in answer.Read<IReadOnlyList<string>>()) run.Screen.Line(SafeText.Markup(line));
        });
}
