using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Ham4Db.Cli.Commands;
using Ham4Db.Cli.OldNames;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli;

/// <summary>The command line as a whole: all commands, and how errors become sentences and exit codes.</summary>
internal static class CommandLine
{
    // What a command started must be stopped; only then may the process end.
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliEnvironment environment, CancellationToken cancellationToken = default)
    {
        if (OldOptions.AreMeant(args)) return await GuardedAsync(() => OldCommandLine.RunAsync(args, environment, cancellationToken), environment);
        var root = Create(environment);
        var parsed = root.Parse(args);
        // Help is given whatever else is wrong.
        if (parsed is { Errors.Count: > 0, Action: ParseErrorAction or null })
        {
            foreach (var error in parsed.Errors) await environment.Error.WriteLineAsync(error.Message);
            var path = CommandPath(parsed.CommandResult);
            await environment.Error.WriteLineAsync($"'{path} --help' tells how it is used.");
            return ExitCodes.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = environment.Output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CleanUpTime,
        };
        return await GuardedAsync(() => parsed.InvokeAsync(invocation, cancellationToken), environment);
    }

    private static async Task<int> GuardedAsync(Func<Task<int>> run, CliEnvironment environment)
    {
        try
        {
            return await run();
        }
        catch (CliException exception)
        {
            await environment.Error.WriteLineAsync(SafeText.Clean(exception.Message, keepLines: true));
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            // Nobody foresaw it: whoever reports it has more from the whole than from a sentence.
            await environment.Error.WriteLineAsync($"This is a bug of ham4db: {SafeText.Clean(exception.ToString(), keepLines: true)}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand($"""
            Ham4Db finds database topologies, watches them, and replaces primaries that die.

            'up' serves the API; the other commands ask it. Its address is --api, else HAM4DB_API, else {ClientCommand.DefaultApi}.
            With -c, commands and options are those of orchestrator-client: 'ham4db -c topology -i db1:3306'; '-c help' lists them.
            """)
        {
            UpCommand.Create(environment),
            DemoCommand.Create(environment),
            DiscoverCommand.Create(environment),
            ForgetCommand.Create(environment),
            ClustersCommand.Create(environment),
            TopologyCommand.Create(environment),
            AnalysisCommand.Create(environment),
            PlanCommand.Create(environment),
            SnapshotCommand.Create(environment),
            RecoverCommand.Create(environment),
            TakeoverCommand.Create(environment),
            RecoveriesCommand.Create(environment),
            AckCommand.Create(environment),
            DowntimeCommand.Create(environment),
            MaintenanceCommand.Create(environment),
            CandidateCommand.Create(environment),
            PoolCommand.Create(environment),
            KeyCommand.Create(environment),
            WebhooksCommand.Create(environment),
            OperationsCommand.Create(environment),
            CanReplicateCommand.Create(environment),
            AliasCommand.Create(environment),
            NamesCommand.Create(environment),
            ConfigurationCommand.Create(environment),
            CompletionCommand.Create(environment),
            ErrantCommand.Create(environment),
            RejoinCommand.Create(environment),
            ReplicaLinesCommand.Locate(environment),
            ReplicaLinesCommand.Statements(environment),
        };
        Command[] further =
        [
            .. ProblemsCommand.Create(environment),
            .. TagCommands.Create(environment),
            .. HistoryCommands.Create(environment),
            .. OperationCommand.CreateAll(environment),
        ];
        foreach (var command in further) root.Add(command);
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    private static string CommandPath(CommandResult result)
    {
        var names = new List<string>();
        for (SymbolResult? at = result; at is CommandResult command; at = at.Parent)
            names.Add(command.Command is RootCommand ? "ham4db" : command.Command.Name);
        return string.Join(' ', names.AsEnumerable().Reverse());
    }
}
