namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>State of an orchestration; the numbers are those of Durable Task.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started and not ended.</summary>
    Running = 0,

    /// <summary>It has ended with an output.</summary>
    Completed = 1,

    /// <summary>It has ended with an exception.</summary>
    Failed = 3,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It is accepted and has not started.</summary>
    Pending = 6,

    /// <summary>It is paused; the embedded host never reports this.</summary>
    Suspended = 7,
}
