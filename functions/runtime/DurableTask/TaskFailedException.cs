namespace Ham4Db.Runtime.DurableTask;

/// <summary>An activity or a sub-orchestration failed, after all attempts that its retry policy allows.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="taskName">Name of the activity or orchestrator.</param>
    /// <param name="taskId">Sequence number of the step in its orchestration.</param>
    /// <param name="failureDetails">Why it failed.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base($"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {failureDetails?.ErrorMessage}")
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails ?? throw new ArgumentNullException(nameof(failureDetails));
    }

    /// <summary>Name of the activity or orchestrator.</summary>
    public string TaskName { get; }

    /// <summary>Sequence number of the step in its orchestration.</summary>
    public int TaskId { get; }

    /// <summary>Why it failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Whether the failure is of exactly the given type.</summary>
    /// <typeparam name="T">Type of exception.</typeparam>
    /// <returns>Whether the names of the types are the same.</returns>
    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method, as on Azure.")]
    public bool IsCausedByException<T>()
        where T : Exception => FailureDetails.ErrorType == typeof(T).FullName;
}
