using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>takeover</c>: hands a living primary's role over.</summary>
internal static class TakeoverCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("The cluster.");
        var target = AddressArgument.CreateOption("--to", "The new primary. Default: the only direct replica, or with --auto the best one.");
        var isAutomatic = new Option<bool>("--auto")
        {
            Description = "Choose among several replicas, and start replication on the old primary afterwards.",
        };
        return ClientCommand.Create(
            "takeover", "Hand the primary's role over to a replica, without loss.", environment, [cluster, target, isAutomatic], async (run, cancellationToken) =>
            {
                var call = run.Parsed.GetValue(isAutomatic) ? "graceful-master-takeover-auto" : "graceful-master-takeover";
                var path = ApiClient.Path([call, run.Parsed.GetRequiredValue(cluster), .. run.Parsed.GetValue(target)?.Parts ?? []]);
                await run.ShowAsync(
                    await run.ChangeAsync(path, "Handing the primary's role over", cancellationToken), done => run.Screen.Line(SafeText.Markup(done.Message, "green")));
            });
    }
}
