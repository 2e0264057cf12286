using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Snapshots;
using Ham4Db.Functions.Api.Snapshots;

namespace Ham4Db.Cli.Commands;

/// <summary><c>snapshot</c>: what is known of clusters, as a file to be looked at elsewhere.</summary>
internal static class SnapshotCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Of this cluster only.", isOptional: true);
        var hide = new Option<bool>("--anonymize")
        {
            Description = "Replace hosts, aliases, owners, reasons and errors; versions, GTIDs, server ids and data centres stay.",
        };
        return ClientCommand.Create(
            "snapshot", "Print what analysis and planning know: 'ham4db snapshot > file', then plan, analysis or topology with --snapshot file, anywhere. It holds no credentials.",
            environment, [cluster, hide], async (run, cancellationToken) =>
            {
                var query = run.Parsed.GetValue(cluster) is { } hint ? "?cluster=" + Uri.EscapeDataString(hint) : "";
                var answer = await run.Api.GetAsync(ApiClient.Path("v2", "snapshot") + query, cancellationToken);
                await environment.Output.WriteLineAsync(run.Parsed.GetValue(hide) ? Hide(answer.Text) : answer.Text);
            });
    }

    private static string Hide(string text)
    {
        try
        {
            return SnapshotText.Write(Anonymizer.Hide(SnapshotText.Read(text)));
        }
        catch (SnapshotException exception)
        {
            throw new CliException(ExitCodes.Failed, $"The API's answer {exception.Message}", exception);
        }
    }
}
