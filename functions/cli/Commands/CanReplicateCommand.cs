using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>can-replicate-from</c>: whether one instance could replicate from another.</summary>
internal static class CanReplicateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance that would replicate.");
        var below = AddressArgument.CreateOption("--below", "The instance that it would replicate from.");
        below.Required = true;
        var byGtid = new Option<bool>("--gtid") { Description = "Also by GTID, not by the settings alone." };
        return ClientCommand.Create(
            "can-replicate-from", "Tell whether an instance could replicate from another. Changes nothing.", environment, [instance, below, byGtid], async (run, cancellationToken) =>
            {
                var (replica, source) = (run.Parsed.GetRequiredValue(instance), run.Parsed.GetRequiredValue(below));
                var call = run.Parsed.GetValue(byGtid) ? "can-replicate-from-gtid" : "can-replicate-from";
                var answer = await run.Api.GetAsync(ApiClient.Path([call, .. replica.Parts, .. source.Parts]), cancellationToken);
                await run.ShowAsync(answer, a => run.Screen.Line(SafeText.Markup(
                    a.Message == "true" ? $"{replica} can replicate from {source}." : $"{replica} can replicate from {source}, but not by GTID.")));
            });
    }
}
