using Ham4Db.OpenGaussAgent.Commands;
using Ham4Db.OpenGaussAgent.Configuration;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>The database's programs with this instance's folders and time limits.</summary>
internal sealed class DatabasePrograms(DatabaseOptions options, CommandRunner runner)
{
    public string DataFolder => options.DataFolder;

    public bool Has(string program) => options.BinFolder.Length > 0
        ? File.Exists(Path.Combine(options.BinFolder, program))
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>A question: short.</summary>
    public Task<CommandResult> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        runner.RunAsync(new(PathOf(program), arguments, options.QueryTimeout), cancellationToken);

    /// <summary>A step of an action.</summary>
    /// <exception cref="ActionFailedException">It failed.</exception>
    public async Task<CommandResult> DoAsync(string program, IReadOnlyList<string> arguments, IActionProgress? progress, CancellationToken cancellationToken)
    {
        var result = await TryAsync(program, arguments, options.ActionTimeout, progress, endsChildren: false, cancellationToken);
        return result.Succeeded ? result : throw new ActionFailedException(program, result);
    }

    /// <summary>A step that has a time of its own; whatever the exit code is.</summary>
    public Task<CommandResult> TryAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken) =>
        TryAsync(program, arguments, timeout, null, endsChildren: false, cancellationToken);

    /// <summary>A step that may take hours; whatever the exit code is.</summary>
    public Task<CommandResult> BuildAsync(string program, IReadOnlyList<string> arguments, IActionProgress progress, CancellationToken cancellationToken) =>
        TryAsync(program, arguments, options.BuildTimeout, progress, endsChildren: true, cancellationToken);

    /// <summary>A question with a long answer, which is taken line by line; returns when all of it was taken.</summary>
    public Task<CommandResult> ReadAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, Action<string> onLine, CancellationToken cancellationToken) =>
        runner.RunAsync(new(PathOf(program), arguments, timeout) { OnLine = onLine, StartsNothing = true }, cancellationToken);

    private Task<CommandResult> TryAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan timeout, IActionProgress? progress, bool endsChildren, CancellationToken cancellationToken) => runner.RunAsync(
        new(PathOf(program), arguments, timeout)
        {
            EndsChildren = endsChildren,
            OnProcess = progress is null ? null : progress.Works,
            OnLine = progress is null ? null : line => progress.Say(line.Trim(), PercentIn(line)),
        },
        cancellationToken);

    private string PathOf(string program) => options.BinFolder.Length > 0 ? Path.Combine(options.BinFolder, program) : program;

    // "12345/67890 kB (18%), 0/1 tablespace" and the like.
    private static int? PercentIn(string line)
    {
        var end = line.IndexOf('%', StringComparison.Ordinal);
        var start = end;
        while (start > 0 && char.IsAsciiDigit(line[start - 1]))
            start--;
        return end > 0 && int.TryParse(line.AsSpan(start, end - start), out var percent) && percent <= 100 ? percent : null;
    }
}
