using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>
/// A full probe in at most two round trips: everything that a snapshot needs in the first, what may fail or depends on the first in the second.
/// One more asks for the position of the binary log apart, in the first probe of a connection and where commits may wait for acknowledgements;
/// and one happens when something fails for the first time or a plugin has just gone.
/// </summary>
internal sealed class InstanceProbe(MySqlEngineOptions options, TimeProvider timeProvider, ILogger logger)
{
    private const int UnknownSystemVariable = 1193;

    private readonly SnapshotBuilder _builder = new(options);

    /// <summary>Probes over <paramref name="connection"/>.</summary>
    /// <exception cref="InstanceUnreachableException">The connection broke, the bound was reached or the server refuses a statement that a snapshot needs.</exception>
    public async Task<InstanceSnapshot> RunAsync(ServerConnection connection, InstanceKey key, InstanceMemory memory, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan Left() => timeout - Stopwatch.GetElapsedTime(started);

        if (connection.Dialect.IsBinlogServer) return await BinlogServerProbe.RunAsync(connection, key, timeProvider.GetUtcNow(), timeout, cancellationToken);
        var isLearning = connection.Facts is null || timeProvider.GetUtcNow() - connection.Facts.LearnedAt >= ServerFacts.Lifetime;
        var first = await AskFirstAsync(connection, key, isLearning, Left, cancellationToken)
            ?? await AskFirstAsync(connection, key, isLearning = true, Left, cancellationToken)
            ?? throw new InstanceUnreachableException(new(ProbeFailureKind.Error, $"{key} keeps losing variables while it is probed"));
        if (isLearning) connection.Facts = Learn(first.Values);

        var second = new SecondRound(options, key, memory, logger);
        var answers = await second.AskAsync(connection, first, isLearning, Left, cancellationToken);
        if (answers.TryGetValue(Question.Status, out var status)) first.Values.AddPairs(status);
        if (isLearning) connection.Facts = Complete(connection.Facts!, answers);
        return _builder.Build(key, connection, first, answers, memory, timeProvider.GetUtcNow()) with { ProbeDuration = Stopwatch.GetElapsedTime(started) };
    }

    /// <returns>Null when a variable that was learned is gone.</returns>
    private async Task<FirstRound?> AskFirstAsync(ServerConnection connection, InstanceKey key, bool isLearning, Func<TimeSpan> left, CancellationToken cancellationToken)
    {
        var dialect = connection.Dialect;
        var facts = isLearning ? null : connection.Facts;
        var hasStatus = facts is null or { HasSemiSync: true } or { HasGalera: true };
        List<string> statements = [ProbeStatements.Variables(dialect, facts?.Variables ?? [])];
        if (facts is null) statements.Add(ProbeStatements.Learn);
        if (hasStatus) statements.Add(ProbeStatements.Status);
        statements.Add(dialect.ChannelStatus);
        // Both flavours lock the binary log while commits queue up behind one that waits for an acknowledgement: where that may be, the position is asked for apart.
        var mayWait = facts is null or { IsSemiSyncSource: true };
        if (!mayWait) statements.Add(dialect.BinlogStatus);
        var needed = statements.Count;
        // Last, because it is the one that accounts often may not run.
        if (options.DiscoverByShowSlaveHosts) statements.Add(dialect.Replicas);

        var batch = await connection.QueryAsync(string.Join("; ", statements), left(), cancellationToken);
        var tables = batch.Tables;
        if (tables.Count < needed)
        {
            if (facts is not null && batch.Error?.Number == UnknownSystemVariable) return null;
            throw Refused(key, statements[tables.Count], batch.Error, isPartial: tables.Count > 0);
        }

        var values = new ServerValues();
        values.AddRow(tables[0]);
        if (facts is null) values.AddPairs(tables[1]);
        if (hasStatus) values.AddPairs(tables[facts is null ? 2 : 1]);
        var first = new FirstRound(values, tables[mayWait ? needed - 1 : needed - 2], mayWait ? null : tables[needed - 1], tables.Count > needed ? tables[needed] : null, hasStatus);
        return first.Binlog is null && !first.IsBinlogLocked ? first with { Binlog = await AskPositionAsync(connection, key, left(), cancellationToken) } : first;
    }

    private static async Task<ResultTable> AskPositionAsync(ServerConnection connection, InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var batch = await connection.QueryAsync(connection.Dialect.BinlogStatus, timeout, cancellationToken);
        return batch.Tables is [var table] ? table : throw Refused(key, connection.Dialect.BinlogStatus, batch.Error, isPartial: true);
    }

    private static InstanceUnreachableException Refused(InstanceKey key, string statement, MySqlException? error, bool isPartial)
    {
        var what = statement.StartsWith("SELECT", StringComparison.Ordinal) ? "reading variables" : statement.Split(" WHERE ")[0];
        var why = error is null ? "no result" : $"error {error.Number}: {FailureClassifier.Clean(error.Message)}";
        return new(new(ProbeFailureKind.Error, $"{key} refuses {what}: {why}", isPartial), error);
    }

    private ServerFacts Learn(ServerValues values) => new()
    {
        LearnedAt = timeProvider.GetUtcNow(),
        Variables = [.. ProbeStatements.OptionalVariables.Where(values.Has)],
        UptimeSeconds = values.Number(0, "Uptime"),
        HasSemiSync = SemiSyncReader.Read(values, 0) is { SourceEnabled: true } or { ReplicaEnabled: true },
        IsSemiSyncSource = SemiSyncReader.Read(values, 0).SourceEnabled,
        HasGalera = values.Flag("wsrep_on"),
    };

    private static ServerFacts Complete(ServerFacts facts, IReadOnlyDictionary<Question, ResultTable> answers) => facts with
    {
        PurgedGtidSet = answers.TryGetValue(Question.OldestBinlog, out var events) ? SnapshotBuilder.PurgedBefore(events) : "",
        CanReadCredentials = answers.TryGetValue(Question.CredentialsReadable, out var rows) && rows.Count > 0,
    };
}
