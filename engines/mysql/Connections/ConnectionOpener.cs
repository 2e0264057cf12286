using System.Diagnostics;
using System.Net.Sockets;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Dialects;
using Ham4Db.Engines.MySql.Probing;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Connections;

/// <summary>Opens connections, to allowed addresses only.</summary>
internal sealed class ConnectionOpener(MySqlEngineOptions options)
{
    /// <summary>Connects and logs in within <paramref name="timeout"/>, however long the server hangs.</summary>
    /// <exception cref="InstanceUnreachableException">It did not work; the failure says why.</exception>
    public async Task<ServerConnection> OpenAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        timeout = TimeLeft.AtLeastSome(timeout);
        if (RefusalOf(key) is { } refusal) throw new InstanceUnreachableException(refusal);
        var started = Stopwatch.GetTimestamp();
        var connection = new MySqlConnection(ConnectionString(key, timeout));
        var opening = connection.OpenAsync(CancellationToken.None);
        try
        {
            await opening.WaitAsync(timeout, cancellationToken);
        }
        catch (Exception exception)
        {
            Discard(connection, opening);
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested) throw;
            throw await ExplainAsync(key, exception, timeout, timeout - Stopwatch.GetElapsedTime(started));
        }

        var opened = new ServerConnection(key, connection, DialectTable.For(ServerVersion.Parse(connection.ServerVersion)));
        return options.DetectBinlogServers && !opened.Dialect.IsBinlogServer
            ? await RecognizeAsync(key, connection, opened, timeout - Stopwatch.GetElapsedTime(started), cancellationToken)
            : opened;
    }

    private static async Task<ServerConnection> RecognizeAsync(
        InstanceKey key, MySqlConnection connection, ServerConnection opened, TimeSpan left, CancellationToken cancellationToken)
    {
        var answer = await opened.QueryAsync(BinlogServerProbe.Detection, left, cancellationToken);
        return answer.Tables is [{ Count: > 0 }, ..] ? new ServerConnection(key, connection, DialectTable.BinlogServer) : opened;
    }

    private ProbeFailure? RefusalOf(InstanceKey key)
    {
        // The driver reads a comma as a list of servers and a slash as a local socket; a server's word must lead to neither.
        if (!key.IsValid || !key.Host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%'))
            return new(ProbeFailureKind.UnknownHost, $"{FailureClassifier.Clean(key.ToString())} is not an address");
        return options.RefusalFor?.Invoke(key) is { } reason ? new(ProbeFailureKind.NotAllowed, reason) : null;
    }

    private static void Discard(MySqlConnection connection, Task opening) =>
        _ = opening.ContinueWith(
            task =>
            {
                _ = task.Exception;
                connection.Dispose();
            },
            TaskScheduler.Default);

    /// <summary>The driver swallows why a connection could not be made; one plain connect tells.</summary>
    private static async Task<InstanceUnreachableException> ExplainAsync(InstanceKey key, Exception exception, TimeSpan timeout, TimeSpan left)
    {
        if (exception is MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost, InnerException: null } && !exception.Message.Contains("Timeout", StringComparison.Ordinal))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(key.Host, key.Port).WaitAsync(TimeLeft.AtLeastSome(left));
            }
            catch (SocketException socketException)
            {
                return new(FailureClassifier.OfSocket(key, socketException.SocketErrorCode, timeout), exception);
            }
            catch (TimeoutException)
            {
                return new(FailureClassifier.Timeout(key, timeout), exception);
            }
        }

        return FailureClassifier.Unreachable(key, exception, timeout);
    }

    private string ConnectionString(InstanceKey key, TimeSpan timeout)
    {
        var account = options.AccountFor?.Invoke(key) ?? new MySqlAccount(options.User, options.Password);
        var builder = new MySqlConnectionStringBuilder
        {
            Server = key.Host,
            Port = (uint)key.Port,
            UserID = account.User,
            Password = account.Password,
            ApplicationName = "ham4db",
            SslMode = Ssl(options.TlsMode),
            AllowPublicKeyRetrieval = options.AllowPublicKeyRetrieval,
            AllowLoadLocalInfile = false,
            AllowUserVariables = true,
            AllowZeroDateTime = true,
            TreatTinyAsBoolean = false,
            AutoEnlist = false,
            Pooling = false,
            Pipelining = false,
            ServerRedirectionMode = MySqlServerRedirectionMode.Disabled,
            ConnectionTimeout = (uint)Math.Max(1, Math.Ceiling(timeout.TotalSeconds)),
            CancellationTimeout = -1,
            Keepalive = 15,
        };
        if (options.TlsCaFile.Length > 0) builder.SslCa = options.TlsCaFile;
        if (options.TlsCertificateFile.Length > 0) builder.SslCert = options.TlsCertificateFile;
        if (options.TlsKeyFile.Length > 0) builder.SslKey = options.TlsKeyFile;
        return builder.ConnectionString;
    }

    private static MySqlSslMode Ssl(TlsMode mode) => mode switch
    {
        TlsMode.Disabled => MySqlSslMode.Disabled,
        TlsMode.Required => MySqlSslMode.Required,
        TlsMode.VerifyCertificate => MySqlSslMode.VerifyCA,
        TlsMode.VerifyHost => MySqlSslMode.VerifyFull,
        _ => MySqlSslMode.Preferred,
    };
}
