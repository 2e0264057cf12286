namespace Ham4Db.Storage;

/// <summary>One call's writes on their way through the writer's queue.</summary>
internal sealed class SqliteWork(string table, IReadOnlyList<IReadOnlyList<EncodedWrite>> groups, CancellationToken ct)
{
    // Callers go on elsewhere: the writer's thread has the next commit to make.
    private readonly TaskCompletionSource<string> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RowConflictException? conflict;
    private string etag = "";

    /// <summary>Ends once the writes are on disk or refused; the result is the last ETag.</summary>
    public Task<string> Completion => completion.Task;

    public string Table => table;

    public IReadOnlyList<IReadOnlyList<EncodedWrite>> Groups => groups;

    /// <summary>True, and the caller told, if the caller gave up before the work was begun.</summary>
    public bool WasCancelled() => ct.IsCancellationRequested && completion.TrySetCanceled(ct);

    public void Applied(string newETag) => etag = newETag;

    public void Refused(RowConflictException reason) => conflict = reason;

    /// <summary>Tells the caller what came of it; only after the commit, which makes it true.</summary>
    public void Committed()
    {
        if (conflict is null)
            completion.SetResult(etag);
        else
            completion.SetException(conflict);
    }

    public void Failed(Exception error) => completion.SetException(error);
}
