using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;
using Ham4Db.Cli.Snapshots;

namespace Ham4Db.Cli.Commands;

/// <summary><c>analysis</c>: what is wrong.</summary>
internal static class AnalysisCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Look at this cluster only.", isOptional: true);
        var snapshot = SnapshotOption.Create();
        return ClientCommand.Create("analysis", "Show what is wrong, and what is weak.", environment, [cluster, snapshot], async (run, cancellationToken) =>
        {
            if (run.Parsed.GetValue(snapshot) is { } file)
            {
                var told = await SnapshotOption.AnswerAsync(
                    file, fleet => fleet.Analysis(run.Parsed.GetValue(cluster) is { } named ? fleet.Find(named) : null), cancellationToken);
                await run.ShowAsync(told, answer => AnalysisView.Show(run.Screen, [.. answer.Read<List<ListedFindingModel>>().Select(f => f.Finding.ToAnalysis())]));
                return;
            }

            string[] hint = run.Parsed.GetValue(cluster) is { } given ? [given] : [];
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["replication-analysis", .. hint]), cancellationToken),
                answer => AnalysisView.Show(run.Screen, answer.Read<List<AnalysisModel>>()));
        });
    }
}
