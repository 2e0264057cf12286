using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>plan</c>: what a recovery would do. Changes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("The cluster.");
        var failed = AddressArgument.CreateOption("--failed", "What if this primary were dead. Default: the cluster's primary.");
        var takeover = AddressArgument.CreateOption("--takeover", "What a planned takeover would do. Default: the planner chooses.");
        takeover.Arity = ArgumentArity.ZeroOrOne;
        var command = ClientCommand.Create(
            "plan", "Show what a recovery would do, and why. Changes nothing.", environment, [cluster, failed, takeover], async (run, cancellationToken) =>
            {
                var hint = run.Parsed.GetRequiredValue(cluster);
                var question = run.Parsed.GetResult(takeover) is null
                    ? "?failed=" + Uri.EscapeDataString((run.Parsed.GetValue(failed) ?? await FindPrimaryAsync(run.Api, hint, cancellationToken)).ToString())
                    : "?takeover=" + Uri.EscapeDataString(run.Parsed.GetValue(takeover)?.ToString() ?? "auto");
                await run.ShowAsync(
                    await run.Api.GetAsync(ApiClient.Path("v2", "clusters", hint, "plan") + question, cancellationToken),
                    answer => PlanView.Show(run.Screen, answer.Read<PlanModel>()));
            });
        command.Validators.Add(result =>
        {
            if (result.GetResult(failed) is not null && result.GetResult(takeover) is not null)
                result.AddError("Give one of --failed and --takeover.");
        });
        return command;
    }

    private static async Task<InstanceAddress> FindPrimaryAsync(ApiClient api, string hint, CancellationToken cancellationToken) =>
        (await api.ReadAsync<ClusterDetailModel>(ApiClient.Path("v2", "clusters", hint), cancellationToken)).Cluster.Primary
            ?? throw new CliException(ExitCodes.Refused, $"Cluster {hint} has no known primary: name the dead one with --failed.");
}
