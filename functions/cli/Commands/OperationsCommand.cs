using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>operations</c>: what was operated on topologies, step by step.</summary>
internal static class OperationsCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var which = new Argument<string>("operation") { Description = "Id of an operation, to see its steps. Default: the latest of all.", Arity = ArgumentArity.ZeroOrOne };
        var cluster = new Option<string>("--cluster") { Description = "Only those of this cluster: its id, name, alias, or one of its instances." };
        return ClientCommand.Create("operations", "Show operations on topologies that ran or run.", environment, [which, cluster], async (run, cancellationToken) =>
        {
            if (run.Parsed.GetValue(which) is { } uid)
            {
                await run.ShowAsync(
                    await run.Api.GetAsync(ApiClient.Path("v2", "operations", uid), cancellationToken), a => OperationView.Show(run.Screen, a.Read<OperationDetailModel>()));
                return;
            }

            var query = run.Parsed.GetValue(cluster) is { } hint ? "?cluster=" + Uri.EscapeDataString(hint) : "";
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path("v2", "operations") + query, cancellationToken), a => OperationView.ShowList(run.Screen, a.Read<IReadOnlyList<OperationModel>>()));
        });
    }
}
