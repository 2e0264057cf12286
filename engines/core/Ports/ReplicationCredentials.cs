namespace Ham4Db.Core.Ports;

/// <summary>An account of replication. Lives in memory only: never in history, logs, entity state or API answers.</summary>
/// <param name="User">User name.</param>
/// <param name="Password">Password.</param>
public sealed record ReplicationCredentials(string User, string Password)
{
    /// <summary>The user alone.</summary>
    public override string ToString() => $"{User} (password hidden)";
}
