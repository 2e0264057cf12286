using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>names</c>: which name a host is known by, and under which name replicas are to find an instance.</summary>
internal static class NamesCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("names", "Show the names that hosts are known by.") { Reset(environment), Resolve(environment), Register(environment), Deregister(environment) };
        ClientCommand.Enable(command, environment, async (run, cancellationToken) =>
            await run.ShowAsync(await run.Api.GetAsync(ApiClient.Path("hostname-resolve-cache"), cancellationToken), answer =>
            {
                foreach (var (host, name) in answer.Read<Dictionary<string, CachedNameModel>>()) run.Screen.Line(SafeText.Markup($"{host} is known as {name.Object}"));
            }));
        return command;
    }

    private static Command Reset(CliEnvironment environment) =>
        ClientCommand.Create("reset", "Forget them: the next discovery asks anew.", environment, [], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path("reset-hostname-resolve-cache"), cancellationToken), _ => run.Screen.Line("The names are forgotten.")));

    private static Command Resolve(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("An address.");
        return ClientCommand.Create("resolve", "Connect to an address and tell the name of the instance there.", environment, [instance], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["resolve", .. run.Parsed.GetRequiredValue(instance).Parts]), cancellationToken),
                answer => run.Screen.Line(SafeText.Markup(answer.Read<InstanceAddress>().ToString()!))));
    }

    private static Command Register(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        var name = new Argument<string>("name") { Description = "The host under which replicas are to find it: a virtual address, or its name in their network." };
        return ClientCommand.Create("register", "Say under which name replicas are to find an instance; it must lead there.", environment, [instance, name], async (run, cancellationToken) =>
        {
            var (address, host) = (run.Parsed.GetRequiredValue(instance), run.Parsed.GetRequiredValue(name));
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path(["register-hostname-unresolve", .. address.Parts, host]), cancellationToken),
                _ => run.Screen.Line(SafeText.Markup($"Replicas are to find {address} as {host}.")));
        });
    }

    private static Command Deregister(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        return ClientCommand.Create("deregister", "Let replicas find an instance under its own name again.", environment, [instance], async (run, cancellationToken) =>
        {
            var address = run.Parsed.GetRequiredValue(instance);
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path(["deregister-hostname-unresolve", .. address.Parts]), cancellationToken),
                _ => run.Screen.Line(SafeText.Markup($"Replicas are to find {address} under its own name.")));
        });
    }
}
