using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>pool</c>: instances that are used as one.</summary>
internal static class PoolCommand
{
    public static Command Create(CliEnvironment environment) => new("pool", "Pools: instances that are used as one.")
    {
        Show(environment),
        Submit(environment),
        Lag(environment),
    };

    private static Command Show(CliEnvironment environment)
    {
        var (cluster, pool) = Target();
        return ClientCommand.Create("show", "Show which instances of a cluster are in pools.", environment, [cluster, pool], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.GetAsync(Path("cluster-pool-instances", run, cluster, pool), cancellationToken),
                answer => RowsView.Show(
                    run.Screen,
                    "No instance of this cluster is in a pool.",
                    ["Pool", "Instance"],
                    answer.Read<Dictionary<string, List<InstanceAddress>>>()
                        .OrderBy(found => found.Key, StringComparer.Ordinal)
                        .SelectMany(found => found.Value, (found, key) => (string?[])[found.Key, key.ToString()]))));
    }

    private static Command Submit(CliEnvironment environment)
    {
        var pool = TextArgument.Create("pool", "Name of the pool.");
        var instances = new Argument<string[]>("instances") { Description = "Its instances; none to remove the pool.", HelpName = "host[:port]", Arity = ArgumentArity.ZeroOrMore };
        return ClientCommand.Create(
            "submit", "Say which instances are in a pool. It holds for InstancePoolExpiryMinutes.", environment, [pool, instances], async (run, cancellationToken) =>
            {
                var name = run.Parsed.GetRequiredValue(pool);
                var query = "?instances=" + Uri.EscapeDataString(string.Join(',', run.Parsed.GetValue(instances) ?? []));
                await run.ShowAsync(
                    await run.Api.ChangeAsync(ApiClient.Path("submit-pool-instances", name) + query, cancellationToken),
                    _ => run.Screen.Line(SafeText.Markup($"Pool {name} is submitted.")));
            });
    }

    private static Command Lag(CliEnvironment environment)
    {
        var (cluster, pool) = Target();
        return ClientCommand.Create("lag", "Show the greatest lag in seconds of the pooled instances of a cluster that answer.", environment, [cluster, pool], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.GetAsync(Path("heuristic-cluster-pool-lag", run, cluster, pool), cancellationToken),
                answer => run.Screen.Line($"{answer.Read<long>()}")));
    }

    private static (Argument<string> Cluster, Argument<string> Pool) Target() =>
        (ClusterArgument.Create("The cluster."), TextArgument.Create("pool", "This pool only.", isOptional: true));

    private static string Path(string call, CommandRun run, Argument<string> cluster, Argument<string> pool)
    {
        string[] name = run.Parsed.GetValue(pool) is { } given ? [given] : [];
        return ApiClient.Path([call, run.Parsed.GetRequiredValue(cluster), .. name]);
    }
}
