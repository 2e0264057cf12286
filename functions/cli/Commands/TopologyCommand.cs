using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>topology</c>: who replicates from whom.</summary>
internal static class TopologyCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Show this cluster only.", isOptional: true);
        var at = new Option<string>("--at") { Description = "Show the cluster as it was at this time (UTC unless it says otherwise), such as 2026-11-25T03:15:00Z.", HelpName = "time" };
        var command = ClientCommand.Create("topology", "Show who replicates from whom.", environment, [cluster, at], async (run, cancellationToken) =>
        {
            if (run.Parsed.GetValue(at) is { } time)
            {
                var past = ApiClient.Path("v2", "clusters", run.Parsed.GetRequiredValue(cluster), "history") + "?at=" + Uri.EscapeDataString(time);
                await run.ShowAsync(
                    await run.Api.GetAsync(past, cancellationToken), answer => PastTopologyView.Show(run.Screen, answer.Read<PastTopologyModel>()));
                return;
            }

            if (run.Parsed.GetValue(cluster) is { } hint)
            {
                var one = await run.Api.GetAsync(ApiClient.Path("v2", "clusters", hint), cancellationToken);
                await run.ShowAsync(one, answer => TopologyView.Show(run.Screen, answer.Read<ClusterDetailModel>()));
                return;
            }

            var all = await run.Api.GetAsync(ApiClient.Path("v2", "instances"), cancellationToken);
            await run.ShowAsync(all, answer =>
            {
                var instances = answer.Read<List<InstanceModel>>();
                if (instances.Count == 0) run.Screen.Line(ClustersView.NothingKnown);
                else TopologyView.Show(run.Screen, instances, []);
            });
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is not null && result.GetResult(cluster) is null) result.AddError("--at needs a cluster.");
        });
        return command;
    }
}
