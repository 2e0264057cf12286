using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;
using Ham4Db.Cli.Snapshots;
using Ham4Db.Functions.Api.Snapshots;

namespace Ham4Db.Cli.Commands;

/// <summary><c>plan</c>: what a recovery would do. Changes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("The cluster; with --snapshot the only one, or the one of the instance that is named, where none is given.", isOptional: true);
        var failed = AddressArgument.CreateOption("--failed", "What if this primary were dead. Default: the cluster's primary.");
        var takeover = AddressArgument.CreateOption("--takeover", "What a planned takeover would do. Default: the planner chooses.");
        takeover.Arity = ArgumentArity.ZeroOrOne;
        var snapshot = SnapshotOption.Create();
        var command = ClientCommand.Create(
            "plan", "Show what a recovery would do, and why. Changes nothing.", environment, [cluster, failed, takeover, snapshot], async (run, cancellationToken) =>
            {
                var (lost, next) = (run.Parsed.GetValue(failed), run.Parsed.GetValue(takeover));
                var isTakeover = run.Parsed.GetResult(takeover) is not null;
                var answer = run.Parsed.GetValue(snapshot) is { } file
                    ? await SnapshotOption.AnswerAsync(file, fleet => Answer(fleet, run.Parsed.GetValue(cluster), isTakeover, lost, next), cancellationToken)
                    : await AskAsync(run.Api, run.Parsed.GetRequiredValue(cluster), isTakeover, lost, next, cancellationToken);
                await run.ShowAsync(answer, told => PlanView.Show(run.Screen, told.Read<PlanModel>()));
            });
        command.Validators.Add(result =>
        {
            if (result.GetResult(failed) is not null && result.GetResult(takeover) is not null)
                result.AddError("Give one of --failed and --takeover.");
            if (result.GetResult(snapshot) is null && result.GetResult(cluster) is not { Tokens.Count: > 0 })
                result.AddError("Name a cluster, or give --snapshot.");
        });
        return command;
    }

    private static async Task<ApiAnswer> AskAsync(
        ApiClient api, string hint, bool isTakeover, InstanceAddress? failed, InstanceAddress? designated, CancellationToken cancellationToken)
    {
        var question = isTakeover
            ? "?takeover=" + Uri.EscapeDataString(designated?.ToString() ?? "auto")
            : "?failed=" + Uri.EscapeDataString((failed ?? await FindPrimaryAsync(api, hint, cancellationToken)).ToString());
        return await api.GetAsync(ApiClient.Path("v2", "clusters", hint, "plan") + question, cancellationToken);
    }

    private static string Answer(SnapshotFleet fleet, string? hint, bool isTakeover, InstanceAddress? failed, InstanceAddress? designated)
    {
        var named = failed ?? designated;
        var view = hint is not null ? fleet.Find(hint) : named is not null ? fleet.Of(named.Host, named.Port) : fleet.Only;
        if (isTakeover) return designated is null ? SnapshotFleet.TakesOver(view) : SnapshotFleet.TakesOver(view, designated.Host, designated.Port);
        var dead = failed ?? (view.Record.Primary is { } primary ? new InstanceAddress(primary.Host, primary.Port) : throw NoPrimary(view.Record.Name));
        return SnapshotFleet.Fails(view, dead.Host, dead.Port);
    }

    private static async Task<InstanceAddress> FindPrimaryAsync(ApiClient api, string hint, CancellationToken cancellationToken) =>
        (await api.ReadAsync<ClusterDetailModel>(ApiClient.Path("v2", "clusters", hint), cancellationToken)).Cluster.Primary
            ?? throw NoPrimary(hint);

    private static CliException NoPrimary(string cluster) => new(ExitCodes.Refused, $"Cluster {cluster} has no known primary: name the dead one with --failed.");
}
