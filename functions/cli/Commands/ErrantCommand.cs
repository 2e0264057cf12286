using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>errant</c>: what an instance has alone, and the ways out. Changes nothing.</summary>
internal static class ErrantCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        return ClientCommand.Create(
            "errant", "Show the transactions that only one instance has, and the ways out. Changes nothing.", environment, [instance], async (run, cancellationToken) =>
                await run.ShowAsync(
                    await run.Api.GetAsync(ApiClient.Path("v2", "instances", run.Parsed.GetRequiredValue(instance).ToString(), "errant"), cancellationToken),
                    answer => ErrantView.Show(run.Screen, answer.Read<ErrantReportModel>())));
    }
}
