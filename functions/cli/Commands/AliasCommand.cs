using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>alias</c>: calls a cluster something.</summary>
internal static class AliasCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("The cluster.");
        var alias = new Argument<string>("alias") { Description = "Its alias from now on. Left out: what its instances and the configuration say counts again.", Arity = ArgumentArity.ZeroOrOne };
        return ClientCommand.Create("alias", "Give a cluster an alias by hand, or take it back.", environment, [cluster, alias], async (run, cancellationToken) =>
        {
            var (name, text) = (run.Parsed.GetRequiredValue(cluster), run.Parsed.GetValue(alias) ?? "");
            await run.ShowAsync(
                await run.Api.ChangeAsync($"{ApiClient.Path("set-cluster-alias", name)}?alias={Uri.EscapeDataString(text)}", cancellationToken),
                _ => run.Screen.Line(SafeText.Markup(text.Length > 0 ? $"{name} is called {text}." : $"{name} has no alias by hand any more.")));
        });
    }
}
