using System.CommandLine;
using Ham4Db.Cli.Demo;
using Ham4Db.Cli.Rendering;
using Ham4Db.Topologies;

namespace Ham4Db.Cli.Commands;

/// <summary><c>demo</c>: a real topology on this machine, and a failover before one's eyes.</summary>
internal static class DemoCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var once = new Option<bool>("--once") { Description = "Stop everything at the end instead of serving on until Ctrl-C." };
        var engine = Choice("--engine", "Database server; opengauss is a stand-in, all is one cluster of MariaDB, PostgreSQL and that each. Default: mariadb.", "mariadb", "mysql", "postgresql", "opengauss", "all");
        var fault = Choice("--fault", "What happens to the primary: kill (SIGKILL) or hang (SIGSTOP, later SIGCONT). Default: kill.", "kill", "hang");
        var listen = ListenOption.Create("Address to serve on. Default: 127.0.0.1:3000, or any free port where that is taken.");
        var json = new Option<bool>("--json") { Description = "Print one JSON document and nothing else; the story goes to standard error." };
        var verbose = new Option<bool>("--verbose") { Description = "Print the log to standard error." };
        var command = new Command(
            "demo", "Start five database servers and Ham4Db, kill the primary, and watch. Fetches the server from Debian's archive where it is missing.")
        {
            once, fault, engine, listen, json, verbose,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new DemoOptions
            {
                Engines = parsed.GetValue(engine) switch
                {
                    "mysql" => [DemoEngine.MySql],
                    "postgresql" => [DemoEngine.PostgreSql],
                    "opengauss" => [DemoEngine.OpenGauss],
                    "all" => [DemoEngine.MariaDb, DemoEngine.PostgreSql, DemoEngine.OpenGauss],
                    _ => [DemoEngine.MariaDb],
                },
                Fault = parsed.GetValue(fault) == "hang" ? DemoFault.Hang : DemoFault.Kill,
                IsOnce = parsed.GetValue(once),
                AsJson = parsed.GetValue(json),
                Listen = parsed.GetValue(listen),
                IsVerbose = parsed.GetValue(verbose),
            };
            await RunAsync(environment, options, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task RunAsync(CliEnvironment environment, DemoOptions options, CancellationToken cancellationToken)
    {
        var screen = options.AsJson ? new Screen(environment.Error, isTerminal: false, environment.Variable) : new Screen(environment);
        List<DemoReport> reports = [];
        await using (var fleet = await StartAsync(environment, options, screen, cancellationToken))
        {
            foreach (var cluster in fleet.Clusters) reports.Add(await PlayAsync(environment, options, fleet, cluster, screen, cancellationToken));
            if (!options.IsOnce)
            {
                Conclude(environment, options, reports, screen);
                await ServeAsync(fleet, screen, cancellationToken);
                return;
            }
        }

        Conclude(environment, options, reports, screen);
    }

    private static async Task<DemoFleet> StartAsync(
        CliEnvironment environment, DemoOptions options, Screen screen, CancellationToken cancellationToken)
    {
        try
        {
            var fleet = await screen.BusyAsync(
                "Looking for the database server", progress => DemoFleet.StartAsync(options, environment, progress, cancellationToken));
            var servers = string.Join(", five of ", fleet.Clusters.Select(cluster => $"{cluster.EngineName} {cluster.Version}"));
            screen.Line(SafeText.Markup($"Five servers of {servers}, and Ham4Db on {fleet.App.Address}"));
            return fleet;
        }
        catch (TopologyException exception)
        {
            throw new CliException(ExitCodes.Failed, exception.Message, exception);
        }
    }

    private static async Task<DemoReport> PlayAsync(
        CliEnvironment environment, DemoOptions options, DemoFleet fleet, DemoCluster cluster, Screen screen, CancellationToken cancellationToken)
    {
        var run = new DemoRun(options, fleet, cluster, screen);
        try
        {
            await run.RunAsync(cancellationToken);
            return run.Report;
        }
        catch (Exception exception) when (exception is DemoFailedException or CliException or TopologyException)
        {
            if (run.Report.Timeline.Count > 0) TimelineView.Show(screen, run.Report.Timeline);
            if (options.AsJson) await environment.Output.WriteLineAsync((run.Report with { Problem = exception.Message }).ToJson());
            throw new CliException(ExitCodes.Failed, exception.Message, exception);
        }
    }

    private static void Conclude(CliEnvironment environment, DemoOptions options, List<DemoReport> reports, Screen screen)
    {
        foreach (var report in reports) screen.Line($"write outage{(reports.Count > 1 ? $" of {report.Engine}" : "")}: {Milliseconds.Text(report.WriteOutageMilliseconds)}");
        if (options.AsJson) environment.Output.WriteLine(reports is [var only] ? only.ToJson() : $"[{string.Join(",", reports.Select(r => r.ToJson()))}]");
    }

    private static async Task ServeAsync(DemoFleet fleet, Screen screen, CancellationToken cancellationToken)
    {
        var api = fleet.App.Address.ToString().TrimEnd('/');
        var prefix = api == ClientCommand.DefaultApi ? "" : $"HAM4DB_API={api} ";
        screen.Line(SafeText.Markup($"Serving on {api} until Ctrl-C. In another terminal: {prefix}./ham4db topology"));
        try
        {
            await fleet.App.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how it is meant to end.
        }
    }

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values) };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
