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
}
