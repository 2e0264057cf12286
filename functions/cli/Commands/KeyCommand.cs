using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>kv</c>: keys under which the present primaries are found.</summary>
internal static class KeyCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var key = TextArgument.Create("key", "Print the value of this key alone.", isOptional: true);
        return ClientCommand.Create(
            "kv", "Show the keys under which the present primaries are found.", environment, [key, Submit(environment)], async (run, cancellationToken) =>
            {
                if (run.Parsed.GetValue(key) is { } wanted)
                {
                    var one = await run.Api.GetAsync(ApiClient.Path(["v2", "kv", .. wanted.Split('/')]), cancellationToken);
                    await run.ShowAsync(one, answer => run.Screen.Line(SafeText.Markup(answer.Read<PairModel>().Value)));
                    return;
                }

                var all = await run.Api.GetAsync(ApiClient.Path("v2", "kv"), cancellationToken);
                await run.ShowAsync(all, answer => RowsView.Show(
                    run.Screen, "No key is written.", ["Key", "Value"], answer.Read<List<PairModel>>().Select(pair => (string?[])[pair.Key, pair.Value])));
            });
    }

    private static Command Submit(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Write the keys of this cluster only.", isOptional: true);
        return ClientCommand.Create("submit", "Write the keys now, as is done every minute and at each recovery.", environment, [cluster], async (run, cancellationToken) =>
        {
            string[] hint = run.Parsed.GetValue(cluster) is { } given ? [given] : [];
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path(["submit-masters-to-kv-stores", .. hint]), cancellationToken),
                answer => RowsView.Lines(run.Screen, answer.Read<List<PairModel>>().Select(pair => $"{pair.Key} {pair.Value}")));
        });
    }
}
