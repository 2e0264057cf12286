namespace Ham4Db.Cli;

/// <summary>What a command sees of the process that it runs in.</summary>
internal sealed record CliEnvironment
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Output goes to a person's terminal that understands control sequences.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Reads an environment variable; null for one that is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>This process.</summary>
    public static CliEnvironment OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        Variable = Environment.GetEnvironmentVariable,
    };
}
