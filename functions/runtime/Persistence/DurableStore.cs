using System.Collections.Concurrent;
using System.Threading.Channels;
using Ham4Db.Runtime.Hosting;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Runtime.Persistence;

/// <summary>
/// The SQLite file. All writes go through one connection in the order in which they were asked for; what waits at the same
/// time is committed together. What a transaction sends is handed out only after it is durable.
/// </summary>
internal sealed class DurableStore : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly FileStream lockFile;
    private readonly string connectionString;
    private readonly SqlSession writer;
    private readonly Channel<StoreCommit> commits = Channel.CreateUnbounded<StoreCommit>(new() { SingleReader = true });
    private readonly ConcurrentBag<SqlSession> readers = [];
    private readonly TimeProvider clock;
    private readonly IdAges ages;
    private Action<Deliveries> dispatch = static _ => { };
    private Action<Exception> onFault = static _ => { };
    private Task writing = Task.CompletedTask;
    private Exception? fault;
    private long lastId;

    private DurableStore(FileStream lockFile, string connectionString, SqlSession writer, TimeProvider clock, long lastId)
    {
        this.lockFile = lockFile;
        this.connectionString = connectionString;
        this.writer = writer;
        this.clock = clock;
        this.lastId = lastId;
        ages = new(clock, lastId);
    }

    /// <summary>Opens the store of a data folder, which this process then owns until it ends.</summary>
    /// <exception cref="RuntimeStartupException">The folder cannot be written, is owned by another process, or holds an unreadable or newer store.</exception>
    public static DurableStore Open(string folder, TimeProvider clock)
    {
        var folderLock = DataFolderLock.Take(folder);
        SqlSession? session = null;
        try
        {
            var source = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, "runtime.db"),
                Pooling = false,
                DefaultTimeout = 30,
            }.ToString();
            session = Connect(source);
            var version = session.Scalar("PRAGMA user_version");
            if (version > StoreSchema.Version)
                throw new RuntimeStartupException($"The data folder '{folder}' was written by a newer version of Ham4Db (format {version}, this one reads up to {StoreSchema.Version}).");

            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("BEGIN IMMEDIATE");
            session.Execute(StoreSchema.Create);
            session.Execute($"PRAGMA user_version = {StoreSchema.Version}");
            session.Execute("COMMIT");
            return new DurableStore(folderLock, source, session, clock, LastId(session));
        }
        catch (Exception e)
        {
            session?.Dispose();
            folderLock.Dispose();
            if (e is SqliteException)
                throw new RuntimeStartupException($"The store in the data folder '{folder}' cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Begins to write; <paramref name="handOut"/> gets what each transaction sends, <paramref name="failed"/> the error that ended all writing.</summary>
    public void Start(Action<Deliveries> handOut, Action<Exception> failed)
    {
        dispatch = handOut;
        onFault = failed;
        writing = Task.Run(WriteAsync);
    }

    public long NextId()
    {
        var id = Interlocked.Increment(ref lastId);
        ages.Given(id);
        return id;
    }

    /// <summary>The time of this store's clock (UTC).</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>How long ago, at least, an id was given.</summary>
    public TimeSpan AgeOf(long id) => ages.Of(id);

    /// <summary>Runs <paramref name="apply"/> in a transaction; the task ends when it is durable and what it sent is handed out.</summary>
    public async Task CommitAsync(Action<WorkTransaction> apply)
    {
        var commit = new StoreCommit(apply);
        if (!commits.Writer.TryWrite(commit))
            throw new InvalidOperationException("The runtime has stopped.", fault);
        await commit.Done.Task;
    }

    /// <summary>Reads what is committed.</summary>
    public T Read<T>(Func<SqlSession, T> query)
    {
        if (!readers.TryTake(out var session))
            session = Connect(connectionString);
        try
        {
            return query(session);
        }
        finally
        {
            readers.Add(session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        commits.Writer.TryComplete();
        await writing;
        foreach (var reader in readers)
            reader.Dispose();
        writer.Dispose();
        await lockFile.DisposeAsync();
    }

    private static SqlSession Connect(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        var session = new SqlSession(connection);
        try
        {
            connection.Open();
            session.Execute("PRAGMA synchronous = FULL");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static long LastId(SqlSession session) => session.Scalar(
        """
        SELECT max(ifnull((SELECT max(id) FROM inbox), 0), ifnull((SELECT max(id) FROM activities), 0),
                   ifnull((SELECT max(id) FROM entity_inbox), 0), ifnull((SELECT max(id) FROM queue_messages), 0))
        """);

    private async Task WriteAsync()
    {
        var batch = new List<StoreCommit>();
        while (await commits.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && commits.Reader.TryRead(out var commit))
                batch.Add(commit);
            try
            {
                WriteBatch(batch);
            }
            catch (Exception e)
            {
                Fail(batch, e);
                return;
            }

            foreach (var commit in batch)
                commit.Complete(dispatch);
        }
    }

    private void WriteBatch(List<StoreCommit> batch)
    {
        writer.Execute("BEGIN IMMEDIATE");
        foreach (var commit in batch)
        {
            var transaction = new WorkTransaction(writer, this, Now);
            writer.Execute("SAVEPOINT work");
            try
            {
                commit.Apply(transaction);
                commit.Sent = transaction.Deliveries;
            }
            catch (Exception e) when (e is not SqliteException)
            {
                // Refused by a rule: nothing of it stays, the others of the batch are not concerned.
                writer.Execute("ROLLBACK TO work");
                commit.Refused = e;
            }

            writer.Execute("RELEASE work");
        }

        writer.Execute("COMMIT");
    }

    private void Fail(List<StoreCommit> batch, Exception e)
    {
        fault = e;
        commits.Writer.TryComplete();
        while (commits.Reader.TryRead(out var commit))
            batch.Add(commit);
        foreach (var commit in batch)
            commit.Done.TrySetException(new InvalidOperationException($"The runtime's store cannot be written: {e.Message}", e));
        onFault(e);
    }
}
