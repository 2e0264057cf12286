using Ham4Db.OpenGaussAgent.Parsing;

namespace Ham4Db.OpenGaussAgent.Tests.Parsing;

/// <summary>What pg_waldump prints, as PostgreSQL 15 does.</summary>
public sealed class WalDumpTests
{
    private const string Message = "rmgr: LogicalMessage len (rec/tot):     59/    59, tx:        740, lsn: 0/03000100, prev 0/030000C8, desc: MESSAGE transactional, prefix \"ham4db\"; payload (0 bytes): ";
    private const string Own = "rmgr: Transaction len (rec/tot):     46/    46, tx:        740, lsn: 0/03000140, prev 0/03000100, desc: COMMIT 2026-11-28 07:20:00.000000 UTC";
    private const string Insert = "rmgr: Heap        len (rec/tot):     59/    59, tx:        741, lsn: 0/03000170, prev 0/03000140, desc: INSERT off 2 flags 0x00, blkref #0: rel 1663/5/16384 blk 0";
    private const string Commit = "rmgr: Transaction len (rec/tot):     34/    34, tx:        741, lsn: 0/030001B0, prev 0/03000170, desc: COMMIT 2026-11-28 07:20:01.000000 UTC";
    private const string Restart = "rmgr: XLOG        len (rec/tot):    114/   114, tx:          0, lsn: 0/030001D8, prev 0/030001B0, desc: CHECKPOINT_SHUTDOWN redo 0/30001D8; tli 1; prev tli 1";

    [Fact]
    public void A_managers_own_marks_are_no_transactions_of_anybody()
    {
        var part = Read(Message, Own, "pg_waldump: error: error in WAL record at 0/3000140: invalid record length at 0/3000170: wanted 24, got 0");
        Assert.Equal((2UL, 0UL, true, 0x3000170UL), (part.Records, part.Commits, part.Whole, part.End));
    }

    [Fact]
    public void Commits_are_counted_and_those_after_a_start_apart()
    {
        var before = Read(Insert, Commit, Restart, "pg_waldump: fatal: error in WAL record at 0/30001D8: invalid record length at 0/3000250: wanted 24, got 0");
        Assert.Equal((1UL, 0UL, true, true, 0x3000250UL), (before.Commits, before.CommitsSinceStart, before.StartedAgain, before.Whole, before.End));
        Assert.StartsWith("COMMIT 2026", before.FirstCommit, StringComparison.Ordinal);
        var after = Read(Restart, Insert, Commit);
        Assert.Equal((1UL, 1UL, true, false), (after.Commits, after.CommitsSinceStart, after.StartedAgain, after.Whole));
    }

    [Theory]
    [InlineData(", desc: PREPARE gid shop: 2026-11-28")]
    [InlineData(", desc: COMMIT_PREPARED 741: 2026-11-28")]
    [InlineData(", desc: COMMIT 2026-11-28; subxacts: 742")]
    public void Whatever_makes_a_transaction_last_counts(string end) => Assert.Equal(1UL, Read(Commit[..Commit.IndexOf(", desc", StringComparison.Ordinal)] + end).Commits);

    [Fact]
    public void One_that_writes_beside_a_mark_counts() => Assert.Equal(1UL, Read(Message, Insert.Replace("741", "740", StringComparison.Ordinal), Own).Commits);

    [Fact]
    public void It_is_whole_only_if_nothing_is_missing_between_what_was_taken_and_its_end()
    {
        Assert.False(Read(Insert).Whole);
        Assert.False(Read(Insert, "pg_waldump: error: error in WAL record at 0/30001B0: invalid record length at 0/30001D8: wanted 24, got 0").Whole);
        Assert.False(Read(Insert, "pg_waldump: error: could not find file \"000000010000000000000004\": No such file or directory").Whole);
        Assert.True(Read("pg_waldump: error: could not find a valid record after 0/3000100").Whole);
        Assert.False(Read().Whole);
    }

    [Fact]
    public void The_largest_number_of_a_transaction_is_read_and_a_line_that_is_not_understood_is_not_passed_over()
    {
        const string End = "pg_waldump: error: error in WAL record at 0/30001D8: invalid record length at 0/3000250: wanted 24, got 0";
        var largest = Read(Insert.Replace("       741", "4294967295", StringComparison.Ordinal), Commit.Replace("       741", "4294967295", StringComparison.Ordinal), Restart, End);
        Assert.Equal((1UL, true), (largest.Commits, largest.Whole));
        Assert.False(Read("rmgr: Transaction something new", Restart, End).Whole);
    }

    [Fact]
    public void The_headers_of_pages_lie_within_records()
    {
        Assert.Equal(0x3000028UL, WalPosition.After(0x3000000, 34));
        Assert.Equal(0x3002000UL + 24 + 8, WalPosition.After(0x3001FF0, 24));
        Assert.Equal(0x4000000UL + 40 + 8, WalPosition.After(0x3FFFFF0, 24));
        Assert.Equal(0x3002000UL, WalPosition.After(0x3001FE8, 24));
    }

    private static Protocol.LogPart Read(params string[] lines)
    {
        var dump = new WalDump(0x3000100);
        foreach (var line in lines) dump.Read(line);
        return dump.Take();
    }
}
