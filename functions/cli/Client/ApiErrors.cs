using System.Net;

namespace Ham4Db.Cli.Client;

/// <summary>Finds the exit code for an error of the API.</summary>
internal static class ApiErrors
{
    // The older interfaces answer every error with 500; these are the beginnings of sentences that their clients rely on.
    private static readonly string[] NotFound =
        ["Unable to determine cluster name", "Cannot read instance", "ForgetInstance(): instance", "Instance not found", "Recovery not found"];

    private const string Hint =
        $"Credentials are given by {ApiCredentials.TokenVariable}, or by {ApiCredentials.UserVariable} and {ApiCredentials.PasswordVariable}, or by options; --help names them.";

    private static readonly string[] Refused = ["Recovery not attempted", "Unauthorized"];

    public static CliException From(ApiAnswer answer)
    {
        var message = answer.Message.Length > 0 ? answer.Message : $"The API answered {(int)answer.Status}.";
        return new(ExitCode(answer), answer.Status == HttpStatusCode.Unauthorized ? $"{message}\n{Hint}" : message);
    }

    private static int ExitCode(ApiAnswer answer) => answer.Status switch
    {
        HttpStatusCode.NotFound => ExitCodes.NotFound,
        HttpStatusCode.BadRequest => ExitCodes.Usage,
        HttpStatusCode.Unauthorized => ExitCodes.Unauthorized,
        HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
            or HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests => ExitCodes.Refused,
        _ when Array.Exists(NotFound, begin => answer.Message.Contains(begin, StringComparison.Ordinal)) => ExitCodes.NotFound,
        _ when Array.Exists(Refused, begin => answer.Message.Contains(begin, StringComparison.Ordinal)) => ExitCodes.Refused,
        _ => ExitCodes.Failed,
    };
}
