using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;
using Ham4Db.Cli.Snapshots;
using Ham4Db.Functions.Api.Snapshots;

namespace Ham4Db.Cli.Commands;

/// <summary><c>topology</c>: who replicates from whom.</summary>
internal static class TopologyCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Show this cluster only.", isOptional: true);
        var at = new Option<string>("--at") { Description = "Show the cluster as it was at this time (UTC unless it says otherwise), such as 2026-11-25T03:15:00Z.", HelpName = "time" };
        var snapshot = SnapshotOption.Create();
        var command = ClientCommand.Create("topology", "Show who replicates from whom.", environment, [cluster, at, snapshot], async (run, cancellationToken) =>
        {
            if (run.Parsed.GetValue(snapshot) is { } file)
            {
                var named = run.Parsed.GetValue(cluster);
                var told = await SnapshotOption.AnswerAsync(file, fleet => named is null ? fleet.Instances() : SnapshotFleet.Cluster(fleet.Find(named)), cancellationToken);
                await run.ShowAsync(told, answer => Show(run.Screen, answer, isOne: named is not null));
                return;
            }

            if (run.Parsed.GetValue(at) is { } time)
            {
                var past = ApiClient.Path("v2", "clusters", run.Parsed.GetRequiredValue(cluster), "history") + "?at=" + Uri.EscapeDataString(time);
                await run.ShowAsync(
                    await run.Api.GetAsync(past, cancellationToken), answer => PastTopologyView.Show(run.Screen, answer.Read<PastTopologyModel>()));
                return;
            }

            string[] asked = run.Parsed.GetValue(cluster) is { } hint ? ["v2", "clusters", hint] : ["v2", "instances"];
            await run.ShowAsync(await run.Api.GetAsync(ApiClient.Path(asked), cancellationToken), answer => Show(run.Screen, answer, isOne: asked.Length == 3));
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is not null && result.GetResult(cluster) is null) result.AddError("--at needs a cluster.");
            if (result.GetResult(at) is not null && result.GetResult(snapshot) is not null) result.AddError("Give one of --at and --snapshot.");
        });
        return command;
    }

    private static void Show(Screen screen, ApiAnswer answer, bool isOne)
    {
        if (isOne)
        {
            TopologyView.Show(screen, answer.Read<ClusterDetailModel>());
            return;
        }

        var instances = answer.Read<List<InstanceModel>>();
        if (instances.Count == 0) screen.Line(ClustersView.NothingKnown);
        else TopologyView.Show(screen, instances, []);
    }
}
