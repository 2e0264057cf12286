namespace Ham4Db.Functions.Api.Operations;

/// <summary>An operation was not done. The message is for the caller: one sentence or more, without secrets.</summary>
internal sealed class OperationException(OperationError error, string message, object? details = null) : Exception(message)
{
    /// <summary>Class of the reason.</summary>
    public OperationError Error { get; } = error;

    /// <summary>What older clients get beside the message; may be null.</summary>
    public object? Details { get; } = details;

    public static OperationException Invalid(string message) => new(OperationError.Invalid, message);

    public static OperationException NotFound(string message) => new(OperationError.NotFound, message);

    public static OperationException Refused(string message) => new(OperationError.Refused, message);
}
