using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>forget</c>: stops watching an instance.</summary>
internal static class ForgetCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        return ClientCommand.Create(
            "forget", "Stop watching an instance. It is found again if others still replicate with it.", environment, [instance], async (run, cancellationToken) =>
            {
                var address = run.Parsed.GetRequiredValue(instance);
                await run.ShowAsync(
                    await run.Api.ChangeAsync(ApiClient.Path(["forget", .. address.Parts]), cancellationToken),
                    _ => run.Screen.Line(SafeText.Markup($"{address} is forgotten.")));
            });
    }
}
