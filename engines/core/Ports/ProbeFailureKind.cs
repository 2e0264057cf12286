namespace Ham4Db.Core.Ports;

/// <summary>Classes of probe failures: what they say about the server differs.</summary>
public enum ProbeFailureKind
{
    /// <summary>The connection was refused: nothing listens there.</summary>
    Refused,

    /// <summary>No answer in time: hung, overloaded or cut off.</summary>
    Timeout,

    /// <summary>The connection broke while it was used.</summary>
    Disconnected,

    /// <summary>The host name cannot be resolved.</summary>
    UnknownHost,

    /// <summary>The server is alive and refuses our account.</summary>
    AccessDenied,

    /// <summary>The server is alive and has no connection left for us.</summary>
    TooManyConnections,

    /// <summary>The address is outside the allow-list.</summary>
    NotAllowed,

    /// <summary>Anything else, such as a failing query.</summary>
    Error,
}
