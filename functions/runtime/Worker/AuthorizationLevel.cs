namespace Ham4Db.Runtime.Worker;

/// <summary>The key that a host asks of a caller before it runs an HTTP function.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key: the function itself decides who may call. The only level that the embedded host serves.</summary>
    Anonymous,

    /// <summary>A token of the signed-in user.</summary>
    User,

    /// <summary>A key of the function or of the host.</summary>
    Function,

    /// <summary>A key of the platform.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}
