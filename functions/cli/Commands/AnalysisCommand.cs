using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>analysis</c>: what is wrong.</summary>
internal static class AnalysisCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Look at this cluster only.", isOptional: true);
        return ClientCommand.Create("analysis", "Show what is wrong, and what is weak.", environment, [cluster], async (run, cancellationToken) =>
        {
            string[] hint = run.Parsed.GetValue(cluster) is { } given ? [given] : [];
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["replication-analysis", .. hint]), cancellationToken),
                answer => AnalysisView.Show(run.Screen, answer.Read<List<AnalysisModel>>()));
        });
    }
}
