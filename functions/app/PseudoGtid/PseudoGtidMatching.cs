using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.PseudoGtid;

/// <summary>Finds by Pseudo-GTID where a replica goes on in the log of another instance. Reads only.</summary>
public sealed class PseudoGtidMatching(EngineRegistry engines, TimeProvider time, Ham4DbOptions options)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly PseudoGtidRules? _rules = RulesOf(options);

    /// <summary>What makes an entry.</summary>
    /// <exception cref="InstanceOperationException">The configuration does not say.</exception>
    public PseudoGtidRules Rules => _rules ?? throw new InstanceOperationException("Pseudo-GTID is not configured: set AutoPseudoGTID, or PseudoGTIDPattern to what the entries look like.");

    /// <summary>Whether an event is an entry, which changes nothing.</summary>
    public bool IsEntry(LogEvent read) => _rules?.EntryOf(read) is not null;

    /// <summary>Events to read at once.</summary>
    public int ChunkSize => options.BinlogEventsChunkSize;

    /// <summary>Finds the place. A source that lacks what the replica has is waited for, as long as its lag is reasonable.</summary>
    /// <param name="replica">The replica, which stands still.</param>
    /// <param name="source">The instance that it is to follow.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InstanceOperationException">There is no such place; the message says what is missing.</exception>
    /// <exception cref="InstanceUnreachableException">One of them does not answer.</exception>
    public async Task<PseudoGtidMatch> MatchAsync(IInstanceSession replica, InstanceKey source, CancellationToken cancellationToken)
    {
        await using var other = await engines.For(source).OpenSessionAsync(source, ConnectTimeout, cancellationToken);
        var end = time.GetUtcNow() + TimeSpan.FromSeconds(options.ReasonableMaintenanceReplicationLagSeconds);
        while (true)
        {
            var match = await MatchOnceAsync(replica, other, cancellationToken);
            if (match.IsMatched) return match;
            var mayCome = match.Outcome is MatchOutcome.SourceIsBehind or MatchOutcome.EntryNotFound
                && (await other.ProbeAsync(cancellationToken)).Replication is { IsRunning: true };
            if (!mayCome || time.GetUtcNow() >= end) throw new InstanceOperationException(match.Description);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The newest entry of an instance: in its binary log, else in its relay log; null when there is none.</summary>
    /// <exception cref="InstanceOperationException">The configuration does not say what an entry is, or the server refuses.</exception>
    /// <exception cref="InstanceUnreachableException">It does not answer.</exception>
    public async Task<PseudoGtidEntry?> FindLastAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        await using var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, cancellationToken);
        var snapshot = await session.ProbeAsync(cancellationToken);
        var found = snapshot.BinlogPosition.IsEmpty ? null : await FindAsync(LogKind.Binary, snapshot.BinlogPosition);
        return found ?? (snapshot.Replication is { RelayLog.IsEmpty: false } status ? await FindAsync(LogKind.Relay, status.RelayLog) : null);

        Task<PseudoGtidEntry?> FindAsync(LogKind kind, BinlogCoordinates end) =>
            new PseudoGtidSearch(new SessionLog(session, kind), Rules, ChunkSize).FindLastAsync(end, cancellationToken);
    }

    // A replica that does not log what it applies still has what it received; so has one whose log was begun anew.
    private async Task<PseudoGtidMatch> MatchOnceAsync(IInstanceSession replica, IInstanceSession source, CancellationToken cancellationToken)
    {
        var matcher = new PseudoGtidMatcher(Rules, ChunkSize);
        var offered = new SessionLog(source, LogKind.Binary);
        var snapshot = await replica.ProbeAsync(cancellationToken);
        PseudoGtidMatch? match = null;
        if (snapshot is { LogBin: true, LogReplicaUpdates: true })
            match = await matcher.MatchAsync(new SessionLog(replica, LogKind.Binary), snapshot.BinlogPosition, offered, cancellationToken);
        if (match is null or { Outcome: MatchOutcome.NoEntry } && snapshot.Replication is { RelayLog.IsEmpty: false } status)
            match = await matcher.MatchAsync(new SessionLog(replica, LogKind.Relay), status.RelayLog, offered, cancellationToken);
        return match ?? new PseudoGtidMatch { Outcome = MatchOutcome.NoEntry, Description = $"{replica.Key} has no log that could be compared." };
    }

    private static PseudoGtidRules? RulesOf(Ham4DbOptions options)
    {
        if (options.AutoPseudoGTID) return PseudoGtidRules.Automatic(options.SkipBinlogEventsContaining);
        if (options.PseudoGTIDPattern is not { Length: > 0 } pattern) return null;
        Func<string, bool> isEntry = options.PseudoGTIDPatternIsFixedSubstring
            ? text => text.Contains(pattern, StringComparison.Ordinal)
            : text => Patterns.IsMatch(pattern, text);
        return new PseudoGtidRules(isEntry, options.PseudoGTIDMonotonicHint, options.SkipBinlogEventsContaining);
    }
}
