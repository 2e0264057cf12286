using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.CrashHost;

/// <summary>Counts.</summary>
public sealed class Tally : TaskEntity<int>
{
    public int Add(int amount) => State += amount;

    public int Get() => State;

    public void Set(int value) => State = value;

    public void AddAndFail(int amount)
    {
        State += amount;
        throw new InvalidOperationException("must change nothing");
    }

    [Function(nameof(Tally))]
    public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Tally>();
}
