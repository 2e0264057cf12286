using System.Net.Sockets;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Storage;
using Microsoft.AspNetCore.Connections;

namespace Ham4Db.Cli.Hosting;

/// <summary>Finds the exit code for what prevents a start; the sentence is there already.</summary>
internal static class StartupErrors
{
    /// <returns>Null for something that nobody foresaw.</returns>
    public static CliException? Explain(Exception exception) => exception switch
    {
        RuntimeStartupException { InnerException: { } cause } when Causes(cause).Any(c => c is AddressInUseException or SocketException) =>
            new CliException(ExitCodes.Listen, exception.Message + " The option is --listen.", exception),
        // The folder was written a moment ago: only another process can have locked it.
        RuntimeStartupException { InnerException: IOException } => new CliException(ExitCodes.AlreadyRunning, exception.Message, exception),
        RuntimeStartupException => new CliException(ExitCodes.Configuration, exception.Message, exception),
        StoreUnavailableException => new CliException(ExitCodes.DataFolder, exception.Message, exception),
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
