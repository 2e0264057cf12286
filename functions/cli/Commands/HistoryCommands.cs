using System.CommandLine;
using System.Globalization;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>history</c>, <c>snapshot-topologies</c>, <c>audit</c>, <c>detections</c> and <c>changelog</c>: what happened.</summary>
internal static class HistoryCommands
{
    public static IEnumerable<Command> Create(CliEnvironment environment) =>
        [History(environment), Snapshot(environment), Audit(environment), Detections(environment), Changelog(environment)];

    private static Command History(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("The cluster.");
        var size = new Option<int>("--size") { Description = "Most changes to show. Default: 100.", DefaultValueFactory = _ => 100 };
        return ClientCommand.Create("history", "Show when a cluster changed, newest first; 'topology --at' shows it as it was.", environment, [cluster, size], async (run, cancellationToken) =>
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"?size={run.Parsed.GetValue(size)}");
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path("v2", "clusters", run.Parsed.GetRequiredValue(cluster), "history") + query, cancellationToken),
                answer => PastTopologyView.Show(run.Screen, answer.Read<HistoryModel>()));
        });
    }

    private static Command Snapshot(CliEnvironment environment) =>
        ClientCommand.Create("snapshot-topologies", "Write every topology as it is into its history.", environment, [], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path("snapshot-topologies"), cancellationToken), answer => run.Screen.Line(SafeText.Markup(answer.Read<string>()))));

    private static Command Audit(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("What is about this instance only.");
        instance.Arity = ArgumentArity.ZeroOrOne;
        var page = PageOption();
        return ClientCommand.Create("audit", "Show what was done and by whom, newest first.", environment, [instance, page], async (run, cancellationToken) =>
        {
            string[] about = run.Parsed.GetValue(instance) is { } address ? ["instance", .. address.Parts] : [];
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["audit", .. about, Page(run, page)]), cancellationToken),
                answer => RowsView.Show(
                    run.Screen,
                    "Nothing is written down.",
                    ["When (UTC)", "What", "Instance", "Message"],
                    answer.Read<List<AuditModel>>().Select(a => (string?[])
                        [a.AuditTimestamp, a.AuditType, a.AuditInstanceKey.IsGiven ? a.AuditInstanceKey.ToString() : "", a.Message])));
        });
    }

    private static Command Detections(CliEnvironment environment)
    {
        var alias = TextArgument.Create("alias", "Of the cluster with this alias only.", isOptional: true);
        var page = PageOption();
        return ClientCommand.Create("detections", "Show what was found wrong and registered, newest first.", environment, [alias, page], async (run, cancellationToken) =>
        {
            string[] about = run.Parsed.GetValue(alias) is { } name ? ["alias", name] : [];
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["audit-failure-detection", .. about, Page(run, page)]), cancellationToken),
                answer => RowsView.Show(
                    run.Screen,
                    "Nothing was found wrong.",
                    ["When (UTC)", "Number", "Cluster", "Instance", "What", "Replicas", "Recovery"],
                    answer.Read<List<DetectionModel>>().Select(Row)));
        });
    }

    private static Command Changelog(CliEnvironment environment) =>
        ClientCommand.Create("changelog", "Show when the analysis began to say something else of an instance.", environment, [], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path("replication-analysis-changelog"), cancellationToken),
                answer => RowsView.Show(
                    run.Screen,
                    "Nothing has changed.",
                    ["Instance", "When (UTC)", "What"],
                    answer.Read<List<ChangelogModel>>().SelectMany(log => log.Changelog, (log, change) => (string?[])
                        [log.AnalyzedInstanceKey.ToString(), .. change.TrimEnd(',').Split(';', 2)]))));

    private static string?[] Row(DetectionModel detection)
    {
        var (found, culture) = (detection.AnalysisEntry, CultureInfo.InvariantCulture);
        return
        [
            detection.RecoveryStartTimestamp,
            detection.Id.ToString(culture),
            found.ClusterDetails.ClusterAlias,
            found.AnalyzedInstanceKey.ToString(),
            found.Analysis,
            found.CountReplicas.ToString(culture),
            detection.RelatedRecoveryId == 0 ? "" : detection.RelatedRecoveryId.ToString(culture),
        ];
    }

    private static Option<uint> PageOption() => new("--page") { Description = "Page of 20 rows, from 0.", HelpName = "number" };

    private static string Page(CommandRun run, Option<uint> page) => run.Parsed.GetValue(page).ToString(CultureInfo.InvariantCulture);
}
