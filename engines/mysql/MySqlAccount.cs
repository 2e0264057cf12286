namespace Ham4Db.Engines.MySql;

/// <summary>An account of the manager on a server. Lives in memory only.</summary>
/// <param name="User">User name.</param>
/// <param name="Password">Password.</param>
public sealed record MySqlAccount(string User, string Password)
{
    /// <summary>The user alone.</summary>
    public override string ToString() => $"{User} (password hidden)";
}
