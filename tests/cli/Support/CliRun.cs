namespace Ham4Db.Cli.Tests.Support;

/// <summary>One run of the command line in this process.</summary>
public sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> OfAsync(
        IReadOnlyList<string> args, bool isTerminal = false, IReadOnlyDictionary<string, string>? variables = null)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var environment = new CliEnvironment
        {
            Output = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
            IsTerminal = isTerminal,
            Variable = name => variables?.GetValueOrDefault(name),
        };
        var code = await CommandLine.RunAsync(args, environment, TestContext.Current.CancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Asks an API.</summary>
    public static Task<CliRun> AskAsync(Uri api, params string[] args) => OfAsync([.. args, "--api", api.ToString()]);
}
