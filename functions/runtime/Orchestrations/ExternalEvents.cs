namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Events that came before anybody waited, and waits for events that have not come.</summary>
internal sealed class ExternalEvents
{
    private readonly List<OrchestrationEvent.Raised> unprocessed = [];
    private readonly List<(string Name, Type Type, IPendingStep Step)> waits = [];

    public bool AnyWaits => waits.Count > 0;

    public IReadOnlyList<OrchestrationEvent.Raised> Unprocessed => unprocessed;

    public void Raise(OrchestrationEvent.Raised raised)
    {
        var index = waits.FindIndex(wait => SameName(wait.Name, raised.Name));
        if (index < 0)
        {
            unprocessed.Add(raised);
            return;
        }

        var step = waits[index].Step;
        waits.RemoveAt(index);
        step.Succeed(raised.Payload);
    }

    public Task<T> WaitAsync<T>(string name, CancellationToken token)
    {
        if (waits.Find(wait => SameName(wait.Name, name)) is { Type: { } type } && type != typeof(T))
            throw new ArgumentException($"The orchestration already waits for event '{name}' as {type}, so it cannot wait for it as {typeof(T)}.", nameof(name));
        if (token.IsCancellationRequested)
            return Task.FromCanceled<T>(token);

        var step = new PendingStep<T>(failure => new InvalidOperationException(failure.ErrorMessage));
        var index = unprocessed.FindIndex(raised => SameName(raised.Name, name));
        if (index >= 0)
        {
            var payload = unprocessed[index].Payload;
            unprocessed.RemoveAt(index);
            step.Succeed(payload);
            return step.Task;
        }

        waits.Add((name, typeof(T), step));
        token.Register(() =>
        {
            waits.RemoveAll(wait => wait.Step == step);
            step.Cancel(token);
        });
        return step.Task;
    }

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
