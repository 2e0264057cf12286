namespace Ham4Db.Runtime.Worker;

/// <summary>Makes the function an activity; the parameter receives the input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : Attribute
{
    /// <summary>Name of the activity; null means the name of the function.</summary>
    public string? Activity { get; set; }
}
