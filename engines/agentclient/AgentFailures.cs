using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;
using Ham4Db.Core.Ports;

namespace Ham4Db.Agents;

/// <summary>Turns what a call ended with into the exceptions of the ports, with sentences of our own: an agent's text may hold anything.</summary>
internal static class AgentFailures
{
    /// <summary>The exception for a call that failed.</summary>
    public static Exception Of(AgentAddress agent, RpcException exception) => exception.StatusCode switch
    {
        StatusCode.Unauthenticated or StatusCode.PermissionDenied =>
            Unreachable(ProbeFailureKind.AccessDenied, $"The agent at {agent} refuses us: {Clean(exception.Status.Detail)}", exception),
        StatusCode.FailedPrecondition when exception.Status.Detail.StartsWith("'epoch' is ", StringComparison.Ordinal) =>
            new InstanceOperationException($"The agent at {agent} has heard of a newer decision, so this one is not carried out: {Clean(exception.Status.Detail)}", exception),
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted or StatusCode.NotFound =>
            new InstanceOperationException($"The agent at {agent} refuses: {Clean(exception.Status.Detail)}", exception),
        // Of an action: that engine has none such. Of the service: there is no agent.
        StatusCode.Unimplemented => new InstanceOperationException($"The agent at {agent} has no such thing: {Clean(exception.Status.Detail)}", exception),
        _ => OfTransport(agent, exception),
    };

    /// <summary>The exception for a call that took too long.</summary>
    public static InstanceUnreachableException Timeout(AgentAddress agent, TimeSpan timeout) =>
        new(new(ProbeFailureKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"The agent at {agent} did not answer within {timeout.TotalMilliseconds:0} ms")));

    /// <summary>A text of an agent on one line and of bounded length.</summary>
    public static string Clean(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    private static InstanceUnreachableException OfTransport(AgentAddress agent, RpcException exception)
    {
        for (var cause = exception.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return Unreachable(ProbeFailureKind.Refused, $"The agent at {agent} refused the connection: nothing listens there", exception);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return Unreachable(ProbeFailureKind.UnknownHost, $"The agent's host {agent.Host} cannot be resolved", exception);
                case SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown } or TimeoutException:
                    return Unreachable(ProbeFailureKind.Timeout, $"The agent at {agent} cannot be reached", exception);
                case AuthenticationException:
                    return Unreachable(ProbeFailureKind.Error, $"No TLS connection to the agent at {agent}: its certificate is not trusted or does not name the host", exception);
                default:
                    break;
            }
        }

        return exception.StatusCode switch
        {
            StatusCode.DeadlineExceeded or StatusCode.Cancelled => Unreachable(ProbeFailureKind.Timeout, $"The agent at {agent} did not answer in time", exception),
            StatusCode.Unavailable => Unreachable(ProbeFailureKind.Disconnected, $"The agent at {agent} closed the connection", exception),
            _ => Unreachable(ProbeFailureKind.Error, $"The agent at {agent} answered with {exception.StatusCode}: {Clean(exception.Status.Detail)}", exception),
        };
    }

    private static InstanceUnreachableException Unreachable(ProbeFailureKind kind, string message, Exception inner) => new(new(kind, message), inner);
}
