namespace Ham4Db.Core.Ports;

/// <summary>A server cannot be reached, or refuses our account.</summary>
public sealed class InstanceUnreachableException(ProbeFailure failure, Exception? innerException = null) : Exception(failure.Message, innerException)
{
    /// <summary>What happened.</summary>
    public ProbeFailure Failure { get; } = failure;
}
