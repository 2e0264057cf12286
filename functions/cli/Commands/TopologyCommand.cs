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
        return ClientCommand.Create("topology", "Show who replicates from whom.", environment, [cluster], async (run, cancellationToken) =>
        {
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
    }
}
