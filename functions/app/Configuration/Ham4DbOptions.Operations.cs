namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Replicas that an operation changes at the same time. Default 5.</summary>
    [OptionRule(Min = 1, Max = 1000)]
    public int MaxConcurrentReplicaOperations { get; init; } = 5;
}
