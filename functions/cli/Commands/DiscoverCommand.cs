using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>discover</c>: makes an instance known.</summary>
internal static class DiscoverCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("One instance of a cluster; the others are found from it.");
        return ClientCommand.Create("discover", "Make an instance known, and with it its cluster.", environment, [instance], async (run, cancellationToken) =>
        {
            var path = ApiClient.Path(["discover", .. run.Parsed.GetRequiredValue(instance).Parts]);
            await run.ShowAsync(await run.Api.ChangeAsync(path, cancellationToken), answer =>
            {
                var found = answer.Read<DiscoveredModel>();
                var source = found.MasterKey is { IsGiven: true } ? $", a replica of {found.MasterKey}" : "";
                run.Screen.Line(SafeText.Markup($"{found.Key} is {found.FlavorName} {found.Version}{source}. Its neighbours are being looked for: see 'ham4db topology'."));
            });
        });
    }
}
