using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Connections;

/// <summary>Turns what the driver throws into the classes that decisions rest on, with sentences of our own: the driver's may quote what a server sent.</summary>
internal static class FailureClassifier
{
    private const int ServerShutdown = 1053;
    private const int ConnectionKilled = 1927;

    /// <summary>Whether a server answered with an error and the connection is still whole.</summary>
    public static bool IsFromLivingServer(MySqlException exception) =>
        exception.SqlState is not null && exception.Number is not (ServerShutdown or ConnectionKilled);

    /// <summary>The exception of the ports for a failure of connecting or talking.</summary>
    public static InstanceUnreachableException Unreachable(InstanceKey key, Exception exception, TimeSpan timeout) =>
        exception as InstanceUnreachableException ?? new(Classify(key, exception, timeout), exception);

    /// <summary>Class and sentence of a failure.</summary>
    public static ProbeFailure Classify(InstanceKey key, Exception exception, TimeSpan timeout) => exception switch
    {
        InstanceUnreachableException unreachable => unreachable.Failure,
        TimeoutException => Timeout(key, timeout),
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => Timeout(key, timeout),
        MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } refused when refused.Message.Contains("Timeout", StringComparison.Ordinal) => Timeout(key, timeout),
        MySqlException { Number: ServerShutdown or ConnectionKilled } => new(ProbeFailureKind.Disconnected, $"{key} ended the connection"),
        MySqlException { SqlState: not null } error => OfServer(key, error),
        _ when InnerSocketError(exception) is { } socketError => OfSocket(key, socketError, timeout),
        AuthenticationException or MySqlException { InnerException: AuthenticationException } => Untrusted(key),
        // What follows are the driver's own refusals, which have no error numbers of their own.
        MySqlException { SqlState: null } unverified when unverified.Message.Contains("verified server certificate", StringComparison.Ordinal) => Untrusted(key),
        MySqlException { SqlState: null } plain when plain.Message.Contains("secure connection", StringComparison.Ordinal) =>
            new(ProbeFailureKind.AccessDenied, $"{key} asks for the password itself, which is not sent over this connection: use TLS, best with a checked certificate"),
        MySqlException { SqlState: null } plain when plain.Message.Contains("not support SSL", StringComparison.Ordinal) =>
            new(ProbeFailureKind.Error, $"{key} offers no TLS, which TlsMode asks for"),
        NotSupportedException => new(ProbeFailureKind.AccessDenied, $"{key} asks for a way of authentication that is not supported"),
        IOException or MySqlException { InnerException: IOException } => new(ProbeFailureKind.Disconnected, $"{key} closed the connection"),
        MySqlProtocolException or MySqlException { InnerException: MySqlProtocolException } or FormatException => new(ProbeFailureKind.Error, $"{key} does not speak the MySQL protocol as expected"),
        MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } => new(ProbeFailureKind.Disconnected, $"{key} cannot be connected to"),
        _ => new(ProbeFailureKind.Error, $"{key}: {exception.GetType().Name} while talking to the server"),
    };

    /// <summary>The sentence for an elapsed bound.</summary>
    public static ProbeFailure Timeout(InstanceKey key, TimeSpan timeout) =>
        new(ProbeFailureKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"{key} did not answer within {timeout.TotalMilliseconds:0} ms"));

    /// <summary>Class and sentence of a socket error while connecting.</summary>
    public static ProbeFailure OfSocket(InstanceKey key, SocketError error, TimeSpan timeout) => error switch
    {
        SocketError.ConnectionRefused => new(ProbeFailureKind.Refused, $"{key} refused the connection: nothing listens there"),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => new(ProbeFailureKind.UnknownHost, $"{key}: the host name cannot be resolved"),
        SocketError.TimedOut => Timeout(key, timeout),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => new(ProbeFailureKind.Timeout, $"{key} cannot be reached over the network"),
        _ => new(ProbeFailureKind.Disconnected, $"{key}: the connection broke"),
    };

    private static ProbeFailure Untrusted(InstanceKey key) =>
        new(ProbeFailureKind.Error, $"{key}: no TLS connection as TlsMode asks for: the certificate is not trusted, does not name the host, or the protocol version does not fit");

    private static ProbeFailure OfServer(InstanceKey key, MySqlException error) => error.Number switch
    {
        1040 or 1203 or 1226 => new(ProbeFailureKind.TooManyConnections, $"{key} has no connection left for us (error {error.Number})"),
        1129 => new(ProbeFailureKind.AccessDenied, $"{key} blocks our host after too many broken connections; FLUSH HOSTS there lifts it (error 1129)"),
        1130 => new(ProbeFailureKind.AccessDenied, $"{key} does not allow connections from our host (error 1130)"),
        1044 or 1045 or 1251 or 1524 or 1698 or 1820 or 1862 or 3118 or 3159 or 3955 or 4151 => new(ProbeFailureKind.AccessDenied, $"{key} refuses the account of the manager (error {error.Number})"),
        _ => new(ProbeFailureKind.Error, $"{key} answered with error {error.Number}: {Clean(error.Message)}"),
    };

    /// <summary>A server's text on one line and of bounded length.</summary>
    public static string Clean(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    private static SocketError? InnerSocketError(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is SocketException socket)
                return socket.SocketErrorCode;
        return null;
    }
}
