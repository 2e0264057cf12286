namespace Ham4Db.Functions.Api.Operations;

/// <summary>Why an operation was not done; each face has its own way to say it.</summary>
internal enum OperationError
{
    /// <summary>The request makes no sense as it stands.</summary>
    Invalid,

    /// <summary>What it names is not known.</summary>
    NotFound,

    /// <summary>Something else that runs stands in its way.</summary>
    Conflict,

    /// <summary>The state of the fleet forbids it.</summary>
    Refused,

    /// <summary>A database server could not be reached or refused us.</summary>
    Unreachable,

    /// <summary>It cannot be cancelled any more, or not without danger.</summary>
    NotCancellable,

    /// <summary>The thing is not as the caller wants it to be.</summary>
    Precondition,

    /// <summary>A key that marks one call was used for another.</summary>
    KeyReused,
}
