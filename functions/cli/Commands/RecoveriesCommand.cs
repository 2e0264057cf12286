using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>recoveries</c>: those that ran or run, one with its timeline, and the switches of automatic ones.</summary>
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
                Switch("enable", "Allow automatic recoveries, everywhere or of one cluster.", "enable", environment),
                Switch("disable", "Start no recovery that nobody asked for, anywhere or in one cluster.", "disable", environment),
                Switch("status", "Tell whether automatic recoveries are allowed, and what holds them back in one cluster.", "check", environment),
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

    private static Command Switch(string name, string description, string verb, CliEnvironment environment)
    {
        var cluster = new Option<string>("--cluster") { Description = "Of this cluster alone. Its id, name, alias, or one of its instances." };
        return ClientCommand.Create(name, description, environment, [cluster], async (run, cancellationToken) =>
        {
            var one = run.Parsed.GetValue(cluster);
            var path = one is null ? ApiClient.Path($"{verb}-global-recoveries") : ApiClient.Path($"{verb}-cluster-recoveries", one);
            await run.ShowAsync(
                await run.Api.ChangeAsync(path, cancellationToken),
                answer => run.Screen.Line(SafeText.Markup(one is null ? $"Automatic recoveries are {answer.Read<string>()}." : $"{answer.Message}.")));
        });
    }
}
