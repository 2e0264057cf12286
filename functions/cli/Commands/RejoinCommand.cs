using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>rejoin</c>: has a former primary of PostgreSQL or openGauss set back that waits for a person's decision.</summary>
internal static class RejoinCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The former primary.");
        var discards = new Option<bool>("--discard") { Description = "Do it. What only the instance has is gone then." };
        return ClientCommand.Create(
            "rejoin", "Show what a former primary has that its successor lacks; with --discard, have its agent set it back.", environment, [instance, discards], async (run, cancellationToken) =>
            {
                var path = ApiClient.Path("v2", "instances", run.Parsed.GetRequiredValue(instance).ToString(), "rejoin") + (run.Parsed.GetValue(discards) ? "" : "?dryRun=true");
                await run.ShowAsync(await run.Api.PostAsync(path, "{}", cancellationToken), answer => Show(run.Screen, answer.Read<RejoinModel>()));
            });
    }

    private static void Show(Screen screen, RejoinModel rejoin)
    {
        var instance = SafeText.Markup(rejoin.Instance.ToString());
        screen.Line(rejoin.Discarded switch
        {
            null => $"What [bold]{instance}[/] has alone is not known.",
            "" => $"[bold]{instance}[/] has nothing alone that is known.",
            var alone => $"[bold]{instance}[/] alone has [yellow]{SafeText.Markup(alone)}[/]",
        });
        if (rejoin.Problem.Length > 0) screen.Line(SafeText.Markup(rejoin.Problem, "yellow"));
        var source = rejoin.Source is null ? "the primary" : SafeText.Markup(rejoin.Source.ToString()!);
        screen.Line(rejoin.IsAccepted ? $"[green]It is set back, and follows {source} then.[/]" : $"With --discard it is set back and follows {source}; that is gone then.");
    }
}
