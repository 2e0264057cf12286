using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

/// <summary>Binary and relay logs of real servers that replicate without GTID.</summary>
public sealed class LogTests
{
    private const string Statement = "drop view if exists `_pseudo_gtid_`.`_asc:00000001:00000001:0000000000000001`";

    private static readonly PseudoGtidRules Rules = PseudoGtidRules.Automatic([]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Logs_are_read_in_chunks_and_replicas_are_matched_by_them(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 3, semiSync: false, useGtid: false);
        await using var primary = await lab.SessionAsync(lab.Primary);
        await using var replica = await lab.SessionAsync(lab.Replica);
        await using var other = await lab.SessionAsync(lab.OtherReplica);

        await lab.WriteAsync(lab.Primary);
        await WriteInAllWaysAsync(lab, primary);
        await SettleAsync(lab, primary, replica, other);

        // The replica's logs have other files, so that nothing but their contents is the same.
        await lab.Replica.ExecuteAsync("FLUSH LOCAL BINARY LOGS", Token);
        await lab.OtherReplica.ExecuteAsync("FLUSH LOCAL BINARY LOGS; FLUSH LOCAL BINARY LOGS", Token);
        foreach (var chunk in new[] { 2, 3, 10_000 })
        {
            await AssertMatchesEndAsync(chunk, replica, LogKind.Binary, other);
            await AssertMatchesEndAsync(chunk, other, LogKind.Binary, primary);
            await AssertMatchesEndAsync(chunk, replica, LogKind.Relay, other);
            await AssertMatchesEndAsync(chunk, other, LogKind.Relay, primary);
        }

        // Behind by what the other has and it lacks.
        await replica.StopReplicationAsync(Token);
        await WriteInAllWaysAsync(lab, primary);
        await SettleAsync(lab, primary, other);
        var before = (await other.ProbeAsync(Token)).BinlogPosition;
        var behind = await MatchAsync(3, replica, LogKind.Binary, other);
        Assert.True(behind.IsMatched, behind.Description);
        Assert.True(behind.Position.CompareTo(before) < 0);
        var ahead = await MatchAsync(3, other, LogKind.Binary, replica);
        Assert.True(ahead.Outcome is MatchOutcome.EntryNotFound or MatchOutcome.SourceIsBehind, ahead.Description);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task An_entry_is_never_written_where_clients_cannot_write_although_the_account_could(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 2, semiSync: false, useGtid: false);
        await using var session = await lab.SessionAsync(lab.Primary);
        await lab.Primary.ExecuteAsync("SET GLOBAL read_only = ON", Token);
        var before = (await session.ProbeAsync(Token)).BinlogPosition;

        Assert.False(await session.TryWritePseudoGtidAsync(Statement, Lab.Second, Token));

        Assert.Equal(before, (await session.ProbeAsync(Token)).BinlogPosition);
        await session.SetReadOnlyAsync(false, Token);
        Assert.True(await session.TryWritePseudoGtidAsync(Statement, Lab.Second, Token));
        Assert.True((await session.ProbeAsync(Token)).BinlogPosition.CompareTo(before) > 0);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task An_entry_whose_commit_hangs_leaves_no_lock_behind(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 2, semiSync: true, useGtid: false);
        await Lab.HangAsync(lab.Replica);
        await using (var session = await lab.SessionAsync(lab.Primary))
        {
            Assert.True(await session.TryLockAsync("the cluster", TimeSpan.Zero, Token));
            await Assert.ThrowsAsync<InstanceUnreachableException>(() => session.TryWritePseudoGtidAsync(Statement, Lab.Second, Token));
        }

        await using var next = await lab.SessionAsync(lab.Primary);
        Assert.True(await next.TryLockAsync("the cluster", Lab.Second * 3, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_log_that_is_not_there_is_said_to_be_so(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false, useGtid: false);
        await using var session = await lab.SessionAsync(lab.Primary);

        Assert.Empty(await session.ListLogFilesAsync(LogKind.Relay, Token));
        Assert.Equal(["binlog.000001"], await session.ListLogFilesAsync(LogKind.Binary, Token));
        var missing = await Assert.ThrowsAsync<InstanceOperationException>(() => session.ReadLogEventsAsync(LogKind.Binary, new("binlog.000099", 0), 10, Token));
        Assert.Contains("binlog.000099", missing.Message);
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.ReadLogEventsAsync(LogKind.Binary, new("x'; DROP DATABASE ham4db_demo; --", 0), 10, Token));
        Assert.Equal(0, await lab.RowsAsync(lab.Primary));
    }

    private static async Task WriteInAllWaysAsync(Lab lab, IInstanceSession primary)
    {
        await lab.WriteAsync(lab.Primary);
        await lab.Primary.ExecuteAsync("FLUSH LOCAL BINARY LOGS", Token);
        var statement = PseudoGtidRules.Statement(DateTimeOffset.UtcNow, serverNumber: 1, (ulong)Random.Shared.NextInt64());
        Assert.True(await primary.TryWritePseudoGtidAsync(statement, Lab.Second * 5, Token));
        await lab.Primary.ExecuteAsync("BEGIN; INSERT INTO ham4db_demo.writes (id, token) VALUES (1, UUID_SHORT()), (2, UUID_SHORT()); UPDATE ham4db_demo.writes SET id = id + 10; COMMIT", Token);
        if (lab.Primary.Flavor == Flavor.MySql)
            await lab.Primary.ExecuteAsync("SET SESSION binlog_transaction_compression = ON; BEGIN; INSERT INTO ham4db_demo.writes (id, token) VALUES (3, UUID_SHORT()); INSERT INTO ham4db_demo.writes (id, token) VALUES (4, UUID_SHORT()); COMMIT", Token);
        await lab.Primary.ExecuteAsync("CREATE TABLE IF NOT EXISTS ham4db_demo.more (id INT PRIMARY KEY)", Token);
    }

    private static async Task SettleAsync(Lab lab, IInstanceSession primary, params IInstanceSession[] replicas)
    {
        foreach (var replica in replicas)
        {
            await Lab.EventuallyAsync($"{replica.Key} has everything", async () =>
                (await replica.ProbeAsync(Token)).Replication!.Executed == (await primary.ProbeAsync(Token)).BinlogPosition);
        }

        Assert.NotEqual(0, await lab.RowsAsync(lab.Primary));
    }

    private static async Task AssertMatchesEndAsync(int chunk, IInstanceSession replica, LogKind kind, IInstanceSession source)
    {
        var match = await MatchAsync(chunk, replica, kind, source);
        Assert.True(match.IsMatched, match.Description);
        // What follows in the source's log is nobody's change.
        var rest = new LogReader(new SessionLog(source, LogKind.Binary), chunk).FromAsync(match.Position, Token);
        Assert.Empty(await rest.Where(e => EventComparison.IsShared(e)).ToListAsync(Token));
        Assert.True(match.SharedEvents >= 6, match.Description);
    }

    private static async Task<PseudoGtidMatch> MatchAsync(int chunk, IInstanceSession replica, LogKind kind, IInstanceSession source)
    {
        var snapshot = await replica.ProbeAsync(Token);
        var end = kind == LogKind.Binary ? snapshot.BinlogPosition : snapshot.Replication!.RelayLog;
        return await new PseudoGtidMatcher(Rules, chunk).MatchAsync(new SessionLog(replica, kind), end, new SessionLog(source, LogKind.Binary), Token);
    }
}
