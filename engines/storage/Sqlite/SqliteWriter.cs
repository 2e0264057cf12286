using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>
/// The one writer of this process: a thread that takes all calls that wait, applies them in one transaction and acknowledges
/// them after its commit. So many callers share one flush to disk, and never wait for each other's locks.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxCallsPerCommit = 256;

    private readonly BlockingCollection<SqliteWork> queue = [];
    private readonly SqliteFile file;
    private readonly SqliteConnection connection;
    private readonly SqliteRowWriter rows;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement rollback;
    private readonly SqliteStatement groupBegin;
    private readonly SqliteStatement groupEnd;
    private readonly SqliteStatement groupUndo;
    private readonly Thread thread;

    public SqliteWriter(SqliteFile file, TimeProvider time)
    {
        this.file = file;
        connection = file.OpenForWriting();
        rows = new(connection, time);
        begin = new(connection, "BEGIN IMMEDIATE");
        commit = new(connection, "COMMIT");
        rollback = new(connection, "ROLLBACK");
        groupBegin = new(connection, "SAVEPOINT rows");
        groupEnd = new(connection, "RELEASE rows");
        groupUndo = new(connection, "ROLLBACK TO rows");
        thread = new(Run) { IsBackground = true, Name = "Ham4Db store writer" };
        thread.Start();
    }

    /// <summary>Queues writes; the task ends once they are on disk or refused.</summary>
    public Task<string> Write(string table, IReadOnlyList<IReadOnlyList<EncodedWrite>> groups, CancellationToken ct)
    {
        var work = new SqliteWork(table, groups, ct);
        try
        {
            queue.Add(work, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            throw new ObjectDisposedException($"The store '{file.Path}' is closed.", e);
        }

        return work.Completion;
    }

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        rows.Dispose();
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[begin, commit, rollback, groupBegin, groupEnd, groupUndo])
            statement.Dispose();
        connection.Dispose();
    }

    private void Run()
    {
        var calls = new List<SqliteWork>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            for (var next = first; next is not null; next = calls.Count < MaxCallsPerCommit && queue.TryTake(out var more) ? more : null)
            {
                if (!next.WasCancelled())
                    calls.Add(next);
            }

            if (calls.Count > 0)
                Commit(calls);
            calls.Clear();
        }
    }

    private void Commit(List<SqliteWork> calls)
    {
        try
        {
            begin.Run();
            calls.ForEach(Apply);
            commit.Run();
        }
        catch (Exception e)
        {
            // Whatever it was, the callers must hear of it and the thread must go on.
            RollBack();
            var error = e is SqliteException reason ? file.Unavailable(reason) : e;
            calls.ForEach(call => call.Failed(error));
            return;
        }

        calls.ForEach(call => call.Committed());
    }

    private void Apply(SqliteWork call)
    {
        foreach (var group in call.Groups)
        {
            groupBegin.Run();
            try
            {
                foreach (var write in group)
                    call.Applied(rows.Apply(call.Table, write));
            }
            catch (RowConflictException e)
            {
                groupUndo.Run();
                groupEnd.Run();
                call.Refused(e);
                return;
            }

            groupEnd.Run();
        }
    }

    private void RollBack()
    {
        try
        {
            rollback.Run();
        }
        catch (SqliteException)
        {
            // BEGIN had failed, or SQLite has rolled back by itself, as it does on a full disk.
        }
    }
}
