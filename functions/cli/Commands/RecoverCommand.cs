using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>recover</c>: fails over a dead primary now.</summary>
internal static class RecoverCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The primary that is dead.");
        var candidate = AddressArgument.CreateOption("--candidate", "The instance to promote. Default: the best one.");
        return ClientCommand.Create(
            "recover", "Replace a dead primary now, whatever blocks automatic recoveries.", environment, [instance, candidate], async (run, cancellationToken) =>
            {
                var failed = run.Parsed.GetRequiredValue(instance);
                var path = ApiClient.Path(["recover", .. failed.Parts, .. run.Parsed.GetValue(candidate)?.Parts ?? []]);
                await run.ShowAsync(
                    await run.ChangeAsync(path, $"Recovering {failed}", cancellationToken),
                    done => run.Screen.Line(SafeText.Markup($"{done.Read<InstanceAddress>()} is the new primary.", "green")));
            });
    }
}
