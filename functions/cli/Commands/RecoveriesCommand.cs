using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>recoveries</c>: those that ran or run, one with its timeline, and the global switch of automatic ones.</summary>
internal static class RecoveriesCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var what = new Argument<string>("cluster|uid") { Description = "A cluster, or the recovery whose timeline is shown.", Arity = ArgumentArity.ZeroOrOne };
        return ClientCommand.Create(
            "recoveries",
            "Show recoveries, or one and its timeline.",
            environment,
            [
                what,
                Switch("enable", "Allow automatic recoveries, everywhere.", "enable-global-recoveries", environment),
                Switch("disable", "Start no recovery that nobody asked for, anywhere.", "disable-global-recoveries", environment),
                Switch("status", "Tell whether automatic recoveries are allowed.", "check-global-recoveries", environment),
            ],
            (run, cancellationToken) => ShowAsync(run, run.Parsed.GetValue(what), cancellationToken));
    }

    private static async Task ShowAsync(CommandRun run, string? what, CancellationToken cancellationToken)
    {
        if (what is not null && RecoveryUid.Is(what))
        {
            var one = await run.Api.GetAsync(ApiClient.Path("v2", "recoveries", what), cancellationToken);
            await run.ShowAsync(one, answer => RecoveryView.Show(run.Screen, answer.Read<RecoveryDetailModel>()));
            return;
        }

        var filter = what is null ? "" : "?cluster=" + Uri.EscapeDataString(what);
        var all = await run.Api.GetAsync(ApiClient.Path("v2", "recoveries") + filter, cancellationToken);
        await run.ShowAsync(all, answer => RecoveriesView.Show(run.Screen, answer.Read<List<RecoveryModel>>()));
    }

    private static Command Switch(string name, string description, string call, CliEnvironment environment) =>
        ClientCommand.Create(name, description, environment, [], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path(call), cancellationToken),
                answer => run.Screen.Line(SafeText.Markup($"Automatic recoveries are {answer.Read<string>()}."))));
}
