namespace Ham4Db.OpenGaussAgent.Commands;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">-1 when it could not be started or was ended by a timeout.</param>
/// <param name="Output">At most <see cref="CommandRunner.OutputLimit"/> characters of what it printed.</param>
/// <param name="Error">The same of its errors.</param>
/// <param name="TimedOut">It was ended.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error, bool TimedOut)
{
    private const int Longest = 600;

    /// <summary>Programs of PostgreSQL write to their error stream without meaning an error: only the exit code counts.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut;

    /// <summary>The end of what it said, for a message.</summary>
    public string Tail
    {
        get
        {
            var text = (Error.Trim() + "\n" + Output.Trim()).Trim();
            return text.Length <= Longest ? text : "..." + text[^Longest..];
        }
    }
}
