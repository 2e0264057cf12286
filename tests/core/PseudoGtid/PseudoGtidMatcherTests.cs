using CsCheck;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Core.Tests.PseudoGtid;

/// <summary>Whatever the logs look like, a replica never loses an event by a match and never gets one twice.</summary>
public class PseudoGtidMatcherTests
{
    static readonly PseudoGtidRules Rules = new(text => text.StartsWith("drop view ", StringComparison.Ordinal), "asc:", []);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_position_is_where_the_replicas_last_event_ends_in_the_sources_log_and_otherwise_it_is_said_why_there_is_none() =>
        await RandomLogs.Cases.SampleAsync(async logs =>
        {
            var (replica, end) = logs.Replica();
            var (source, ends, _) = logs.Source();

            var match = await new PseudoGtidMatcher(Rules, logs.Chunk).MatchAsync(replica, end, source, Token);

            var entry = logs.LastEntryBefore(logs.ReplicaHas);
            var expected = entry < 0 ? MatchOutcome.NoEntry
                : entry >= logs.SourceHas ? MatchOutcome.EntryNotFound
                : logs.SourceHas < logs.ReplicaHas ? MatchOutcome.SourceIsBehind
                : MatchOutcome.Matched;
            Assert.Equal(expected, match.Outcome);
            Assert.Equal(match.IsMatched, !match.Position.IsEmpty);
            if (match.IsMatched) Assert.Equal(ends[logs.ReplicaHas - 1], match.Position);
            if (expected != MatchOutcome.NoEntry) Assert.Equal(logs.EntryText(entry), match.Entry);
            Assert.NotEmpty(match.Description);
        });

    [Fact]
    public async Task A_purged_entry_is_not_found_and_no_other_is_taken_for_it() =>
        await RandomLogs.Cases.SampleAsync(async logs =>
        {
            var (replica, end) = logs.Replica();
            var (source, ends, firsts) = logs.Source();
            var purged = firsts.Count / 2;
            source.Purge(purged);

            var match = await new PseudoGtidMatcher(Rules, logs.Chunk).MatchAsync(replica, end, source, Token);

            var entry = logs.LastEntryBefore(logs.ReplicaHas);
            var isThere = entry >= firsts[purged] && entry < logs.SourceHas;
            Assert.Equal(isThere, match.Outcome is MatchOutcome.Matched or MatchOutcome.SourceIsBehind);
            if (match.IsMatched) Assert.Equal(ends[logs.ReplicaHas - 1], match.Position);
        });

    [Fact]
    public async Task An_event_that_only_one_of_them_has_is_noticed() =>
        await RandomLogs.Cases.Where(l => !l.UsesRelayLog && l.LastEntryBefore(l.ReplicaHas) is >= 0 and var e && e < l.SourceHas && l.SourceHas >= l.ReplicaHas).SampleAsync(async logs =>
        {
            var (source, _, _) = logs.Source();
            var (errant, errantEnd) = logs.Replica(log => log.Rows(99_999, 1));
            var match = await new PseudoGtidMatcher(Rules, logs.Chunk).MatchAsync(errant, errantEnd, source, Token);
            Assert.True(match.Outcome is MatchOutcome.Diverged or MatchOutcome.SourceIsBehind, match.Description);

            // The source never had one of the items after the common entry.
            var entry = logs.LastEntryBefore(logs.ReplicaHas);
            if (logs.ReplicaHas - 1 == entry) return;
            var (lacking, _, _) = logs.Source(left: entry + 1);
            var (replica, end) = logs.Replica();
            var other = await new PseudoGtidMatcher(Rules, logs.Chunk).MatchAsync(replica, end, lacking, Token);
            Assert.True(other.Outcome is MatchOutcome.Diverged or MatchOutcome.SourceIsBehind, other.Description);
        });

    [Fact]
    public async Task Files_are_ordered_by_number_when_their_names_grow_longer()
    {
        var source = new MemoryLog(1, firstFile: 999_999);
        source.Entry("drop view asc:1").Rotate().Entry("drop view asc:2").Rows(1, 1);
        var expected = source.End;
        source.Rows(2, 1);
        var replica = new MemoryLog(2, firstFile: 999_999);
        replica.Entry("drop view asc:1").Rotate().Entry("drop view asc:2").Rows(1, 1);

        var match = await new PseudoGtidMatcher(Rules, 100).MatchAsync(replica, replica.End, source, Token);

        Assert.Equal("bin.1000000", match.Position.File);
        Assert.Equal(expected, match.Position);
    }

    [Fact]
    public async Task What_the_source_writes_while_it_is_read_is_followed_into_its_next_file()
    {
        var source = new MemoryLog(1);
        source.Entry("drop view asc:1");
        var replica = new MemoryLog(2);
        replica.Entry("drop view asc:1").Rows(1, 1).Rows(2, 1);
        var reads = 0;
        source.Reading = () =>
        {
            // The third read is the first of the comparison: at that moment there is one file only.
            if (++reads == 3) source.Rows(1, 1).Rotate().Rows(2, 1);
        };

        var match = await new PseudoGtidMatcher(Rules, 100).MatchAsync(replica, replica.End, source, Token);

        Assert.Equal((MatchOutcome.Matched, source.End, "bin.000002"), (match.Outcome, match.Position, match.Position.File));
    }

    [Fact]
    public async Task A_monotonic_entry_is_found_without_reading_every_file()
    {
        var (hinted, plain) = (BigLog(), BigLog());
        var text = "drop view asc:000003";

        Assert.Equal(text, (await new PseudoGtidSearch(hinted, Rules, 50).FindAsync(text, Token))?.Text);
        Assert.Equal(text, (await new PseudoGtidSearch(plain, new PseudoGtidRules(t => t.StartsWith("drop view ", StringComparison.Ordinal), "", []), 50).FindAsync(text, Token))?.Text);

        Assert.True(hinted.EventsRead * 3 < plain.EventsRead, $"{hinted.EventsRead} of {plain.EventsRead}");

        static MemoryLog BigLog()
        {
            var log = new MemoryLog(1);
            for (var i = 0; i < 64; i++)
            {
                log.Rotate().Entry($"drop view asc:{i:D6}");
                for (var row = 0; row < 40; row++) log.Rows(row, 2);
            }

            return log;
        }
    }

    [Fact]
    public async Task Events_that_the_configuration_names_are_left_out()
    {
        var rules = new PseudoGtidRules(text => text.StartsWith("drop view ", StringComparison.Ordinal), "", ["heartbeat"]);
        var (replica, source) = (new MemoryLog(1), new MemoryLog(2));
        replica.Entry("drop view 1").Write("Query", "update heartbeat set n=1").Write("Query", "create table t");
        source.Entry("drop view 1").Write("Query", "create table t");

        var match = await new PseudoGtidMatcher(rules, 100).MatchAsync(replica, replica.End, source, Token);

        Assert.Equal(source.End, match.Position);
        Assert.Equal(1, match.SharedEvents);
    }

    [Theory]
    [InlineData("Query", "drop view x /* xid=17 */", "Query", "drop view x", true)]
    [InlineData("Query", "drop view x", "Query", "drop view y", false)]
    [InlineData("Xid", "COMMIT /* xid=12 */", "Xid", "COMMIT /* xid=99 */", true)]
    [InlineData("Write_rows_v1", "table_id: 4 flags: STMT_END_F", "Write_rows_compressed_v1", "table_id: 9 flags: STMT_END_F", true)]
    [InlineData("Write_rows", "table_id: 4 flags: STMT_END_F", "Write_rows", "table_id: 4", false)]
    [InlineData("Table_map", "table_id: 4 (a.b)", "Table_map", "table_id: 5 (a.c)", false)]
    [InlineData("Gtid", "BEGIN GTID 0-1-5 cid=20", "Gtid", "BEGIN GTID 0-1-5", true)]
    [InlineData("Gtid", "BEGIN GTID 0-1-5", "Gtid", "BEGIN GTID 0-2-5", false)]
    [InlineData("Query_compressed", "BEGIN", "Query", "BEGIN", true)]
    [InlineData("Write_rows", "table_id: 4", "Update_rows", "table_id: 4", false)]
    public void Events_are_compared_by_what_is_the_same_on_every_server(string type, string info, string otherType, string otherInfo, bool same)
    {
        var (one, other) = (new LogEvent(new("a.1", 4), 10, type, info), new LogEvent(new("b.7", 90), 100, otherType, otherInfo));
        Assert.Equal(same, EventComparison.AreSame(one, other));
        Assert.Equal(same, EventComparison.AreSame(other, one));
    }

    [Fact]
    public void What_is_injected_is_recognised_and_sorts_as_it_was_written()
    {
        var rules = PseudoGtidRules.Automatic([]);
        var at = new DateTimeOffset(2026, 11, 25, 16, 0, 0, TimeSpan.Zero);
        var texts = Enumerable.Range(0, 5).Select(i => PseudoGtidRules.Statement(at.AddSeconds(5 * i), serverNumber: 5 - i, unique: (ulong)(5 - i))).ToList();

        Assert.Equal("drop view if exists `_pseudo_gtid_`.`_asc:6a25b280:00000005:0000000000000005`".Length, texts[0].Length);
        Assert.Equal(texts, texts.Order(StringComparer.Ordinal));
        Assert.All(texts, text => Assert.Equal(text, rules.EntryOf(new LogEvent(new("a.1", 4), 10, "Query", text + " /* xid=3 */"))));
        Assert.All(texts, text => Assert.True(rules.IsMonotonic(text)));
        Assert.Null(rules.EntryOf(new LogEvent(new("a.1", 4), 10, "Annotate_rows", texts[0])));
    }
}
