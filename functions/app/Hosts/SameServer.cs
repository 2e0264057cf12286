namespace Ham4Db.Functions.Hosts;

/// <summary>Whether two addresses lead to one server.</summary>
public static class SameServer
{
    /// <summary>
    /// By identity; where servers tell none (MySQL 5.5, MariaDB without server_uid, which 10.11 is), by server_id and the name that they report; where a whole cluster shares one
    /// (PostgreSQL, openGauss), by the moment at which the server started.
    /// </summary>
    public static bool Is(InstanceSnapshot one, InstanceSnapshot other) => (one.ServerId, other.ServerId) switch
    {
        _ when one.Key.Engine != other.Key.Engine => false,
        // openGauss tells the second in which it started, and a whole cluster may start in one.
        _ when one.Key.Engine == DatabaseEngine.OpenGauss => one.ServerId.Length > 0 && one.ServerId == other.ServerId && one.StartedAt is { } started && started == other.StartedAt
            && one.InstanceAlias.Length > 0 && one.InstanceAlias == other.InstanceAlias && one.Key.Port == other.Key.Port,
        _ when one.Key.Engine != DatabaseEngine.MySql => one.ServerId.Length > 0 && one.ServerId == other.ServerId && one.StartedAt is { } started && started == other.StartedAt,
        ("", "") => one.ServerNumber != 0 && one.ServerNumber == other.ServerNumber && one.ReportedHost.Length > 0 && one.ReportedHost == other.ReportedHost,
        var (id, otherId) => string.Equals(id, otherId, StringComparison.OrdinalIgnoreCase) && one.ServerNumber == other.ServerNumber,
    };
}
