using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>recover</c>: does now what the analysis of an instance calls for.</summary>
internal static class RecoverCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance that is in trouble: a dead primary or intermediate, a primary whose commits wait or that is read-only.");
        var candidate = AddressArgument.CreateOption("--candidate", "The instance to take over. Default: the best one.");
        return ClientCommand.Create(
            "recover", "Do now what the analysis of an instance calls for, whatever blocks automatic recoveries.", environment, [instance, candidate], async (run, cancellationToken) =>
            {
                var failed = run.Parsed.GetRequiredValue(instance);
                var path = ApiClient.Path(["recover", .. failed.Parts, .. run.Parsed.GetValue(candidate)?.Parts ?? []]);
                await run.ShowAsync(
                    await run.ChangeAsync(path, $"Recovering {failed}", cancellationToken),
                    done => run.Screen.Line(SafeText.Markup(Sentence(failed, done.Read<InstanceAddress>()), "green")));
            });
    }

    private static string Sentence(InstanceAddress failed, InstanceAddress successor) =>
        failed == successor ? $"{failed} was recovered and stays the primary." : $"{successor} took over from {failed}.";
}
