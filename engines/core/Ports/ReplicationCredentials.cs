using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>An account of replication. Lives in memory only: never in history, logs, entity state or API answers.</summary>
/// <param name="User">User name.</param>
/// <param name="Password">Password.</param>
/// <param name="Tls">Settings of TLS that belong to the account; null for none.</param>
public sealed record ReplicationCredentials(string User, string Password, ReplicationTls? Tls = null)
{
    /// <summary>The user alone.</summary>
    public override string ToString() => $"{User} (password hidden)";
}
