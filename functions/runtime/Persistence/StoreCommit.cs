namespace Ham4Db.Runtime.Persistence;

/// <summary>A transaction that waits to be written.</summary>
internal sealed class StoreCommit(Action<WorkTransaction> apply)
{
    public Action<WorkTransaction> Apply { get; } = apply;

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Deliveries? Sent { get; set; }

    public Exception? Refused { get; set; }

    public void Complete(Action<Deliveries> dispatch)
    {
        if (Refused is not null)
        {
            Done.SetException(Refused);
            return;
        }

        if (Sent is { IsEmpty: false } sent)
            dispatch(sent);
        Done.SetResult();
    }
}
