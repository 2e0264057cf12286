using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>clusters</c>: all clusters.</summary>
internal static class ClustersCommand
{
    public static Command Create(CliEnvironment environment) =>
        ClientCommand.Create("clusters", "Show all clusters.", environment, [], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path("v2", "clusters"), cancellationToken),
                answer => ClustersView.Show(run.Screen, answer.Read<List<ClusterModel>>())));
}
