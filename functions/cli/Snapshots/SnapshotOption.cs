using System.CommandLine;
using System.Net;
using System.Text.Json;
using Ham4Db.Cli.Client;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Snapshots;

namespace Ham4Db.Cli.Snapshots;

/// <summary>The option <c>--snapshot</c>: a command answers of a file and asks no service.</summary>
internal static class SnapshotOption
{
    public static Option<string> Create() => new("--snapshot")
    {
        Description = "Answer of this file, which 'ham4db snapshot' wrote, and ask no service. --json prints it as /api/v2 would.",
        HelpName = "file",
    };

    /// <summary>Reads the file and answers of it.</summary>
    /// <exception cref="CliException">It cannot be read, or has no answer.</exception>
    public static async Task<ApiAnswer> AnswerAsync(string path, Func<SnapshotFleet, string> answer, CancellationToken cancellationToken)
    {
        try
        {
            var text = answer(new SnapshotFleet(SnapshotText.Read(await File.ReadAllTextAsync(path, cancellationToken))));
            using var document = JsonDocument.Parse(text);
            return new ApiAnswer(HttpStatusCode.OK, text, document.RootElement.Clone());
        }
        catch (SnapshotException exception)
        {
            throw new CliException(ExitCodes.Usage, $"{path} {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{path} cannot be read: {exception.Message}", exception);
        }
        catch (OperationException exception)
        {
            throw new CliException(CodeOf(exception.Error), exception.Message, exception);
        }
    }

    private static int CodeOf(OperationError error) => error switch
    {
        OperationError.NotFound => ExitCodes.NotFound,
        OperationError.Invalid => ExitCodes.Usage,
        _ => ExitCodes.Refused,
    };
}
