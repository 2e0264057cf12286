namespace Ham4Db.Runtime.Worker;

/// <summary>Binds a <see cref="DurableTask.Client.DurableTaskClient"/> to the parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : Attribute
{
    /// <summary>Name of the task hub on Azure; the embedded host has one and ignores it.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Setting that holds the hub's connection on Azure; the embedded host ignores it.</summary>
    public string? ConnectionName { get; set; }
}
