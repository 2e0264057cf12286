namespace Ham4Db.Cli;

/// <summary>Ends the command with an exit code and a sentence on standard error.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">For the person who typed the command.</param>
/// <param name="innerException">What caused it.</param>
internal sealed class CliException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
