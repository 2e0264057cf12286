using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Connections;

/// <summary>Turns what the driver throws into the classes that decisions rest on, with sentences of our own: the driver's may quote what a server sent.</summary>
internal static class FailureClassifier
{
    /// <summary>Whether a server answered with an error and the connection is still whole.</summary>
    public static bool IsFromLivingServer(Exception exception) => exception is PostgresException { SqlState: var state } && !EndsConnection(state);

    /// <summary>The exception of the ports for a failure of connecting or talking.</summary>
    public static InstanceUnreachableException Unreachable(InstanceKey key, Exception exception, TimeSpan timeout) =>
        exception as InstanceUnreachableException ?? new(Classify(key, exception, timeout), exception);

    /// <summary>Class and sentence of a failure.</summary>
    public static ProbeFailure Classify(InstanceKey key, Exception exception, TimeSpan timeout) => exception switch
    {
        InstanceUnreachableException unreachable => unreachable.Failure,
        PostgresException error => OfServer(key, error),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => Timeout(key, timeout),
        _ when InnerSocketError(exception) is { } socketError => OfSocket(key, socketError, timeout),
        AuthenticationException or NpgsqlException { InnerException: AuthenticationException } =>
            new(ProbeFailureKind.Error, $"{key}: no TLS connection as PostgreSQLTopologySSLMode asks for: the certificate is not trusted or does not name the host"),
        NpgsqlException { InnerException: IOException } or IOException => new(ProbeFailureKind.Disconnected, $"{key} closed the connection"),
        NpgsqlException plain when plain.Message.Contains("SSL", StringComparison.Ordinal) => new(ProbeFailureKind.Error, $"{key} offers no TLS, which PostgreSQLTopologySSLMode asks for"),
        NpgsqlException plain when plain.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => new(ProbeFailureKind.AccessDenied, $"{key} asks for a password and none is configured"),
        NpgsqlException or ObjectDisposedException or InvalidOperationException => new(ProbeFailureKind.Disconnected, $"{key}: the connection broke"),
        _ => new(ProbeFailureKind.Error, $"{key}: {exception.GetType().Name} while talking to the server"),
    };

    /// <summary>The sentence for an elapsed bound.</summary>
    public static ProbeFailure Timeout(InstanceKey key, TimeSpan timeout) =>
        new(ProbeFailureKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"{key} did not answer within {timeout.TotalMilliseconds:0} ms"));

    /// <summary>A server's text on one line and of bounded length.</summary>
    public static string Clean(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    private static ProbeFailure OfSocket(InstanceKey key, SocketError error, TimeSpan timeout) => error switch
    {
        SocketError.ConnectionRefused => new(ProbeFailureKind.Refused, $"{key} refused the connection: nothing listens there"),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => new(ProbeFailureKind.UnknownHost, $"{key}: the host name cannot be resolved"),
        SocketError.TimedOut => Timeout(key, timeout),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => new(ProbeFailureKind.Timeout, $"{key} cannot be reached over the network"),
        _ => new(ProbeFailureKind.Disconnected, $"{key}: the connection broke"),
    };

    // Class 57P: the server is going down, has crashed or is not up yet. 57P03 comes from one that starts, or stops; it serves nobody.
    private static ProbeFailure OfServer(InstanceKey key, PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.CannotConnectNow => new(ProbeFailureKind.Refused, $"{key} takes no connections: {Clean(error.MessageText)}"),
        var state when EndsConnection(state) => new(ProbeFailureKind.Disconnected, $"{key} ended the connection: {Clean(error.MessageText)}"),
        PostgresErrorCodes.TooManyConnections => new(ProbeFailureKind.TooManyConnections, $"{key} has no connection left for us ({error.SqlState})"),
        ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege =>
            new(ProbeFailureKind.AccessDenied, $"{key} refuses the account of the manager ({error.SqlState}): {Clean(error.MessageText)}"),
        _ => new(ProbeFailureKind.Error, $"{key} answered with error {error.SqlState}: {Clean(error.MessageText)}"),
    };

    private static bool EndsConnection(string state) => state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or "57P05";

    private static SocketError? InnerSocketError(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is SocketException socket)
                return socket.SocketErrorCode;
        return null;
    }
}
