using System.Text.RegularExpressions;
using Grpc.Core;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>What a request must be, whatever the engine.</summary>
internal static partial class RequestCheck
{
    public const int LongestWaitMs = 60_000;

    /// <returns>Null when it can be taken.</returns>
    public static Refusal? Check(ActRequest request)
    {
        if (!IdPattern.IsMatch(request.OperationId))
            return Invalid($"'operation_id' must be 1 to 100 of A-Z a-z 0-9 . _ : - and is '{Short(request.OperationId)}'.");
        if (request.Action == Action.None)
            return Invalid("'action' is ACTION_NONE, which asks for nothing; name an action.");
        if (!Enum.IsDefined(request.Action))
            return Invalid($"'action' is {(int)request.Action}, which this agent does not know; it knows 1 to {Enum.GetValues<Action>().Max(action => (int)action)}.");
        if (!Enum.IsDefined(request.Role) || !Enum.IsDefined(request.BuildMode) || !Enum.IsDefined(request.StopMode))
            return Invalid("'role', 'build_mode' or 'stop_mode' has a value that this agent does not know.");
        if (request.WaitMs > LongestWaitMs)
            return Invalid($"'wait_ms' is {request.WaitMs}; it must be at most {LongestWaitMs}.");
        if (request.Action == Action.SetSynchronousStandbys && !StandbysPattern.IsMatch(request.Value))
            return Invalid($"'value' is '{Short(request.Value)}'; synchronous_standby_names may hold letters, digits, and _ - . , * ( ) \" and blanks.");
        if (request.SourceHost.Length > 0 && !HostPattern.IsMatch(request.SourceHost))
            return Invalid($"'source_host' is '{Short(request.SourceHost)}'; it must be a host name or an IP address.");
        return null;
    }

    private static Refusal Invalid(string message) => new(StatusCode.InvalidArgument, message);

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "...";

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,100}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_\-.,*()"" ]{0,1000}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StandbysPattern { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9._:%-]{1,255}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostPattern { get; }
}
