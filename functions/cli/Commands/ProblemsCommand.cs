using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>problems</c> and <c>osc-replicas</c>: lists of instances.</summary>
internal static class ProblemsCommand
{
    public static IEnumerable<Command> Create(CliEnvironment environment) => [Problems(environment), ControlReplicas(environment)];

    private static Command Problems(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Of this cluster only.", isOptional: true);
        return ClientCommand.Create("problems", "Show instances with problems, without those that are downtimed.", environment, [cluster], async (run, cancellationToken) =>
        {
            string[] hint = run.Parsed.GetValue(cluster) is { } given ? [given] : [];
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["problems", .. hint]), cancellationToken),
                answer => RowsView.Show(
                    run.Screen,
                    "No instance has a problem.",
                    ["Cluster", "Instance", "Problems"],
                    answer.Read<List<ListedInstanceModel>>().Select(i => (string?[])[i.ClusterName, i.Key.ToString(), string.Join(", ", i.Problems)])));
        });
    }

    private static Command ControlReplicas(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("The cluster.");
        return ClientCommand.Create(
            "osc-replicas", "Show the replicas whose lag a tool that changes a schema online should look at.", environment, [cluster], async (run, cancellationToken) =>
                await run.ShowAsync(
                    await run.Api.GetAsync(ApiClient.Path("cluster-osc-replicas", run.Parsed.GetRequiredValue(cluster)), cancellationToken),
                    answer => RowsView.Lines(run.Screen, answer.Read<List<ListedInstanceModel>>().Select(i => i.Key.ToString()))));
    }
}
