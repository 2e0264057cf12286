using System.Diagnostics;
using System.Globalization;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.PostgreSql.Connections;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Probing;

/// <summary>Reads everything that the model needs: one round trip, and a second one when the server is on a timeline that was not seen there before or receives nothing.</summary>
internal sealed class InstanceProbe(PostgreSqlEngineOptions options, TimeProvider time)
{
    /// <summary>Runs the probe.</summary>
    /// <exception cref="InstanceUnreachableException">The server is gone, did not answer in time, or refuses the questions.</exception>
    public async Task<InstanceSnapshot> RunAsync(ServerConnection connection, InstanceKey key, InstanceMemory memory, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answers = await connection.AskAsync([ProbeStatements.Server, ProbeStatements.Receiver, ProbeStatements.Senders], timeout, cancellationToken);
            var seenAt = time.GetUtcNow();
            var facts = new ServerFacts(answers[0][0]);
            var receiver = answers[1] is [{ } row, ..] && row[0] is not null ? row : null;
            var timeline = await FindTimelineAsync(facts, receiver, connection, timeout, cancellationToken);
            var history = await ReadHistoryAsync(facts, timeline, connection, memory, timeout, cancellationToken);
            return new SnapshotBuilder(options, key, facts, receiver, answers[2]).Build(timeline, history, seenAt, Stopwatch.GetElapsedTime(started));
        }
        catch (PostgresException exception)
        {
            throw FailureClassifier.Unreachable(key, exception, timeout);
        }
    }

    private static async Task<uint> FindTimelineAsync(ServerFacts facts, string?[]? receiver, ServerConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!facts.IsInRecovery) return facts.WrittenTimeline;
        if (receiver is not null && uint.TryParse(receiver[1], NumberStyles.None, CultureInfo.InvariantCulture, out var received)) return received;
        var segments = await connection.AskAsync(ProbeStatements.Segments, timeout, cancellationToken);
        return TimelineHistory.Newest(segments.Select(s => (s[0] ?? "", s[1] ?? "")), Math.Max(facts.Received, facts.Replayed), facts.SegmentSize);
    }

    private static async Task<IReadOnlyList<(uint Timeline, ulong End)>?> ReadHistoryAsync(
        ServerFacts facts, uint timeline, ServerConnection connection, InstanceMemory memory, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (memory.HistoryOf(facts.SystemIdentifier, timeline) is { } known) return known;
        try
        {
            var content = await connection.AskAsync(ProbeStatements.History(timeline), timeout, cancellationToken);
            var history = TimelineHistory.Parse(content[0][0] ?? "");
            memory.Remember(facts.SystemIdentifier, timeline, history);
            return history;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }
}
