using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.DurableTask;

/// <summary>Why a task failed: what is left of an exception once it is stored.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Its stack trace, if it had one.</param>
/// <param name="InnerFailure">The failure that caused it, if any.</param>
public record TaskFailureDetails(string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure)
{
    /// <summary>Whether the failure is an exception of the given type or of one derived from it.</summary>
    /// <typeparam name="T">Type of exception.</typeparam>
    /// <returns>False too when the recorded type is not loaded in this process.</returns>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure is an exception of the given type or of one derived from it.</summary>
    /// <param name="targetBaseExceptionType">Type of exception.</param>
    /// <returns>False too when the recorded type is not loaded in this process.</returns>
    /// <exception cref="ArgumentException">The type is not an exception.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));

        var recorded = Type.GetType(ErrorType)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType)
            ?? AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(ErrorType)).FirstOrDefault(t => t is not null);
        return recorded is not null && targetBaseExceptionType.IsAssignableFrom(recorded);
    }

    /// <summary>The details of an exception and of those that caused it.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details.</returns>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            EntityOperationFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
