using System.Collections.Concurrent;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Connections;

/// <summary>Opens connections, to allowed addresses only.</summary>
internal sealed class ConnectionOpener(PostgreSqlEngineOptions options)
{
    private readonly ConcurrentDictionary<InstanceKey, NpgsqlDataSource> _sources = new();

    /// <summary>Connects and logs in within <paramref name="timeout"/>, however long the server hangs.</summary>
    /// <exception cref="InstanceUnreachableException">It did not work; the failure says why.</exception>
    public async Task<ServerConnection> OpenAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (RefusalOf(key) is { } refusal) throw new InstanceUnreachableException(refusal);
        var connection = _sources.GetOrAdd(key, SourceOf).CreateConnection();
        var opening = connection.OpenAsync(CancellationToken.None);
        try
        {
            await opening.WaitAsync(timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1), cancellationToken);
            return new ServerConnection(key, connection);
        }
        catch (Exception exception)
        {
            _ = opening.ContinueWith(
                task =>
                {
                    _ = task.Exception;
                    connection.Dispose();
                },
                TaskScheduler.Default);
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested) throw;
            throw FailureClassifier.Unreachable(key, exception, timeout);
        }
    }

    // The driver reads a comma as a list of servers and a slash as a local socket; a server's word must lead to neither.
    private ProbeFailure? RefusalOf(InstanceKey key)
    {
        if (!key.IsValid || !key.Host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%'))
            return new(ProbeFailureKind.UnknownHost, $"{FailureClassifier.Clean(key.ToString())} is not an address");
        return options.RefusalFor?.Invoke(key) is { } reason ? new(ProbeFailureKind.NotAllowed, reason) : null;
    }

    // Answers are asked for as text: the server's types need not be known, which saves a look at its catalogue.
    private NpgsqlDataSource SourceOf(InstanceKey key) =>
        new NpgsqlDataSourceBuilder(ConnectionString(key)).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();

    private string ConnectionString(InstanceKey key)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = key.Host,
            Port = key.Port,
            Database = options.Database,
            Username = options.User,
            Password = options.Password,
            ApplicationName = "ham4db",
            SslMode = Enum.Parse<SslMode>(options.SslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            Pooling = false,
            Enlist = false,
            Multiplexing = false,
            IncludeErrorDetail = false,
            // Callers wait no longer than they want; an attempt that was given up ends by itself.
            Timeout = 30,
            CommandTimeout = 0,
            // A server that hangs does not answer a request to cancel either.
            CancellationTimeout = -1,
            // Literals are quoted by doubling the quote alone.
            Options = "-c standard_conforming_strings=on",
        };
        if (options.RootCertificateFile.Length > 0) builder.RootCertificate = options.RootCertificateFile;
        return builder.ConnectionString;
    }
}
